package com.example.jobs;

import java.util.ArrayList;
import java.util.List;

import com.example.jobs.Store.Item;
import io.tractor.Portal;
import io.tractor.TransportClosedException;

import org.springframework.stereotype.Service;

/**
 * What the application does with its peer.
 */
@Service
class Shop {

	private final Portal store;

	private final List<Portal> peers;

	Shop(Portal store, List<Portal> peers) {
		this.store = store;
		this.peers = peers;
	}

	List<Item> find(String word) {
		List<Item> found = new ArrayList<>();
		this.store.context(Store::find, word, 10).open((ctx, greeting) -> {
			ctx.stream((stream) -> {
				stream.send(greeting);
				for (Item item : stream) {
					found.add(item);
				}
			});
			ctx.waitForResult();
		});
		return found;
	}

	/** Patient: asks once more. */
	int count(String word) {
		try {
			return this.store.context(Store::find, word, 0).call();
		}
		catch (TransportClosedException ex) {
			return this.store.context(Store::find, word, 0).call();
		}
	}

	void put(Item... items) {
		this.store.context(Store::put).open((ctx, first) -> {
			ctx.stream((stream) -> {
				for (Item item : items) {
					stream.send(item);
				}
			});
			ctx.waitForResult();
		});
	}

	List<Integer> ticks(int count) {
		return this.store.openStreamFrom(Store::ticks, count).open((stream) -> {
			List<Integer> ticks = new ArrayList<>();
			for (Integer tick : stream) {
				ticks.add(tick);
			}
			return ticks;
		});
	}

	List<Portal> peers() {
		return this.peers;
	}

	Portal store() {
		return this.store;
	}

}
