package io.auterity.plugins.example;

import io.auterity.spi.Description;
import io.auterity.spi.TextForm;
import io.auterity.toolkit.Refusal;
import java.net.URI;

/** The configuration of a provider; its form is derived from here. */
public record ExampleConfig(
    @Description("Address of a text file with one word on each line") @TextForm(format = "uri")
        String url) {

  /** Where the list of words stands. */
  URI address() {
    try {
      URI address = URI.create(url);
      if (address.getHost() != null) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // refused below like any other text that is no address
    }
    throw Refusal.invalid("url", "must be an address such as https://example.org/words.txt");
  }
}
