package io.auterity.plugins.knowledge;

import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.toolkit.Refusal;
import org.jspecify.annotations.Nullable;

/** The configuration of a provider of the knowledge base. */
public record KnowledgeConfig(
    @Description("Who writes pages and comments here; auterity when absent")
        @Nullable Author author,
    @Description(
            "The model with which pages are found by their meaning too; by words alone when absent")
        @Nullable Embedding embedding) {

  private static final Author PLATFORM = new Author("auterity", "auterity@localhost");

  /** An author: a name and e-mail address. */
  public record Author(
      @Description("Name") @Default("auterity") String name,
      @Description("E-mail address") @Default("auterity@localhost") String email) {

    public Author {
      name = signature("author.name", name);
      email = signature("author.email", email);
    }
  }

  /** A model of the tenant's that makes vectors, as {@code ai.embedding.create} asks for it. */
  public record Embedding(
      @Description("Model id as the provider names it") String model,
      @Description("Provider that is asked; whom the tenant's routes say when absent")
          @Nullable String provider,
      @Description("Length of the vectors, where the model offers a choice")
          @Nullable Integer dimensions,
      @Description("Least cosine similarity of what is found by its meaning, 0 to 1; 0 when absent")
          @Nullable Double similarity) {

    public Embedding {
      PageTexts.line("embedding.model", model);
      if (dimensions != null && (dimensions < 1 || dimensions > TextVectors.MOST_DIMENSIONS)) {
        throw Refusal.invalid(
            "embedding.dimensions",
            "must be 1 to %d, not %d".formatted(TextVectors.MOST_DIMENSIONS, dimensions));
      }
      if (similarity != null && !(similarity >= 0 && similarity <= 1)) {
        throw Refusal.invalid("embedding.similarity", "must be 0 to 1, not " + similarity);
      }
    }

    /** Whose vectors cannot be compared with others have another. */
    String key() {
      return "%s %s %s".formatted(model, provider, dimensions);
    }

    double least() {
      return similarity == null ? 0 : similarity;
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
