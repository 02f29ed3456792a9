package io.auterity.plugins.ci.embedded;

import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.toolkit.Refusal;

/** The configuration of a provider of the embedded CI. */
public record EmbeddedCiConfig(
    @Description("Id of the provider of the kind git that holds the repositories") String git,
    @Description("Path of the file that says what a build of its commit is")
        @Default(".auterity/build.yaml")
        String path) {

  public EmbeddedCiConfig {
    require("git", git);
    require("path", path);
  }

  private static void require(String field, String value) {
    if (value.isBlank() || value.length() > 200) {
      throw Refusal.invalid(field, "must have 1 to 200 characters");
    }
  }
}
