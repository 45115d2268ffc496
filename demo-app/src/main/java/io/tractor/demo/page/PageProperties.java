package io.tractor.demo.page;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be configured of the page.
 *
 * @param root the folder that is searched; the page cannot ask for another
 */
@ConfigurationProperties("demo.page")
record PageProperties(@DefaultValue(".") String root) {
}
