package io.tractor.demo.desk;

import io.tractor.Portal;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * A desk: there is a portal for each of its peers.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class DeskApplication {

	@Bean
	Desk desk(ObjectProvider<Portal> workers) {
		return new Desk(workers.orderedStream().toList());
	}

}
