package io.auterity.plugins.git;

import io.auterity.spi.Json;
import io.auterity.toolkit.json.Fields;

/**
 * What a provider configures.
 *
 * @param owner of repositories that are made without one
 * @param author name of the author of commits; also the login that writes pull requests
 * @param email of the author
 */
record GitConfig(String owner, String author, String email) {

  static GitConfig of(Json.Obj config) {
    Fields fields = Fields.of(config);
    Fields author = Fields.of(fields.object("author"));
    String owner = fields.optionalText("owner").orElse("main");
    GitNames.checkName("owner", owner);
    return new GitConfig(
        owner,
        GitNames.line("author.name", author.optionalText("name").orElse("auterity")),
        GitNames.line("author.email", author.optionalText("email").orElse("auterity@localhost")));
  }
}
