package io.auterity.spi.git;

import io.auterity.spi.Description;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A commit. */
public record GitCommit(
    String sha,
    String message,
    @Description("Name of its author") String author,
    @Description("Address of its author; absent where the host hides it") @Nullable String email,
    @Description("When it was authored") Instant at,
    @Description("The commits that it follows") List<String> parents,
    @Description("Its page for people") @Nullable String webUrl) {
  public GitCommit {
    Objects.requireNonNull(sha);
    Objects.requireNonNull(message);
    Objects.requireNonNull(author);
    Objects.requireNonNull(at);
    parents = List.copyOf(parents);
  }

  /** The first one, of which no more is known. */
  public static Builder builder(String sha, String message, String author, Instant at) {
    return new Builder(sha, message, author, at);
  }

  /** A commit piece by piece. */
  public static final class Builder {
    private final String sha;
    private final String message;
    private final String author;
    private final Instant at;
    private @Nullable String email;
    private List<String> parents = List.of();
    private @Nullable String webUrl;

    private Builder(String sha, String message, String author, Instant at) {
      this.sha = sha;
      this.message = message;
      this.author = author;
      this.at = at;
    }

    public Builder email(@Nullable String value) {
      email = value;
      return this;
    }

    public Builder parents(List<String> value) {
      parents = value;
      return this;
    }

    public Builder webUrl(@Nullable String value) {
      webUrl = value;
      return this;
    }

    public GitCommit build() {
      return new GitCommit(sha, message, author, email, at, parents, webUrl);
    }
  }
}
