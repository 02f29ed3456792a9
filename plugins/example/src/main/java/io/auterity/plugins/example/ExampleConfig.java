package io.auterity.plugins.example;

import io.auterity.spi.Json;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.Fields;
import java.net.URI;

/**
 * What a provider is configured with, checked.
 *
 * @param url where the list of words stands
 */
record ExampleConfig(URI url) {

  static ExampleConfig of(Json.Obj config) {
    String text = Fields.of(config).text("url");
    try {
      URI url = URI.create(text);
      if (url.getHost() != null) {
        return new ExampleConfig(url);
      }
    } catch (IllegalArgumentException e) {
      // refused below like any other text that is no address
    }
    throw Refusal.invalid("url", "must be an address such as https://example.org/words.txt");
  }
}
