package io.auterity.plugins.text;

import io.auterity.inspect.Phones;
import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.TextForm;
import io.auterity.toolkit.Refusal;

/** The configuration of a provider of text operations. */
public record TextConfig(
    @Description("Country (ISO 3166) whose phone numbers are found without a country code")
        @Default("US")
        @TextForm(pattern = "^[A-Z]{2}$")
        String region) {

  public TextConfig {
    if (!Phones.isRegion(region)) {
      throw Refusal.invalid(
          "region", "must be a country code of two capitals such as US, not " + region);
    }
  }
}
