package io.auterity.plugins.knowledge;

import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.toolkit.Refusal;
import org.jspecify.annotations.Nullable;

/** What a provider configures. */
public record KnowledgeConfig(
    @Description("Who writes pages and comments here; auterity when absent")
        @Nullable Author author) {

  private static final Author PLATFORM = new Author("auterity", "auterity@localhost");

  /** Somebody by name and e-mail address. */
  public record Author(
      @Description("Name") @Default("auterity") String name,
      @Description("E-mail address") @Default("auterity@localhost") String email) {

    public Author {
      name = signature("author.name", name);
      email = signature("author.email", email);
    }
  }

  /** Who writes pages and comments. */
  Author writer() {
    return author == null ? PLATFORM : author;
  }

  // A commit writes an author as: name <address>.
  private static String signature(String field, String text) {
    if (text.indexOf('<') >= 0 || text.indexOf('>') >= 0) {
      throw Refusal.invalid(field, "must not hold < or >");
    }
    return PageTexts.line(field, text);
  }
}
