package io.auterity.plugins.knowledge;

import io.auterity.spi.Json;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.Fields;

/**
 * What a provider configures.
 *
 * @param author name of who writes pages and comments
 * @param email of the author
 */
record KnowledgeConfig(String author, String email) {

  static KnowledgeConfig of(Json.Obj config) {
    Fields author = Fields.of(Fields.of(config).object("author"));
    return new KnowledgeConfig(
        signature("author.name", author.optionalText("name").orElse("auterity")),
        signature("author.email", author.optionalText("email").orElse("auterity@localhost")));
  }

  // A commit writes an author as: name <address>.
  private static String signature(String field, String text) {
    if (text.indexOf('<') >= 0 || text.indexOf('>') >= 0) {
      throw Refusal.invalid(field, "must not hold < or >");
    }
    return PageTexts.line(field, text);
  }
}
