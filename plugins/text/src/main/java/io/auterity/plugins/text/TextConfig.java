package io.auterity.plugins.text;

import io.auterity.inspect.Phones;
import io.auterity.spi.Json;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.Fields;

/**
 * What can be set.
 *
 * @param region country whose phone numbers are found without a country code
 */
record TextConfig(String region) {

  static TextConfig of(Json.Obj config) {
    String region = Fields.of(config).optionalText("region").orElse("US");
    if (!Phones.isRegion(region)) {
      throw Refusal.invalid(
          "region", "must be a country code of two capitals such as US, not " + region);
    }
    return new TextConfig(region);
  }
}
