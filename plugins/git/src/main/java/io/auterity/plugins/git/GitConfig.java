package io.auterity.plugins.git;

import io.auterity.spi.Default;
import io.auterity.spi.Description;
import org.jspecify.annotations.Nullable;

/** The configuration of a provider of the git host. */
public record GitConfig(
    @Description("Owner of repositories that are made without one") @Default("main") String owner,
    @Description("Who commits and opens pull requests here; auterity when absent")
        @Nullable Author author) {

  private static final Author PLATFORM = new Author("auterity", "auterity@localhost");

  /** An author: a name, which is also the login that writes pull requests, and e-mail address. */
  public record Author(
      @Description("Name, which is also the login that writes pull requests") @Default("auterity")
          String name,
      @Description("E-mail address") @Default("auterity@localhost") String email) {

    public Author {
      name = GitNames.line("author.name", name);
      email = GitNames.line("author.email", email);
    }
  }

  public GitConfig {
    GitNames.checkName("owner", owner);
  }

  /** Who commits. */
  Author committer() {
    return author == null ? PLATFORM : author;
  }
}
