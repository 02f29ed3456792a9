package io.auterity.workflow.engine;

import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.MasterKey;
import io.auterity.workflow.approval.VoteLinks;
import io.auterity.workflow.notification.VotingMails;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Links in e-mails, made with a key of their own: ann is the one user with an address. */
final class TestVotingMails {

  static final VoteLinks LINKS = links();
  static final VotingMails MAILS =
      new VotingMails(
          LINKS,
          (scope, address) ->
              address.equals("ann@example.test") ? Optional.of("ann") : Optional.empty(),
          () -> "https://auterity.example");

  private static VoteLinks links() {
    try {
      Path keys = Files.createTempDirectory("votes");
      return new VoteLinks(new ContentSeal(MasterKey.open(keys.resolve("master.key"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TestVotingMails() {}
}
