package com.example.jobs;

import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.Stream;
import io.tractor.StreamSender;

/**
 * What the application's peer serves.
 */
public interface Store {

	@Context("store.find")
	Integer find(ChildContext<String, String, Item> ctx, String word, int limit) throws Exception;

	@Context("store.put")
	void put(ChildContext<Void, Item, Void> ctx);

	@Stream("store.ticks")
	void ticks(StreamSender<Integer> ticks, int count);

	record Item(String name, int price) {
	}

}
