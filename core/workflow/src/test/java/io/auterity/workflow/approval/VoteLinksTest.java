package io.auterity.workflow.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.MasterKey;
import io.auterity.workflow.approval.VoteLinks.VoteLink;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VoteLinksTest {

  private static final VoteLink LINK =
      new VoteLink(
          TenantScope.recovered(new UUID(1, 2)),
          new UUID(3, 4),
          "ann",
          "ab".repeat(32),
          Instant.parse("2030-05-01T12:00:00Z"));

  @TempDir Path keys;
  private VoteLinks links;

  @BeforeEach
  void open() {
    links = at("master.key");
  }

  private VoteLinks at(String file) {
    return new VoteLinks(new ContentSeal(MasterKey.open(keys.resolve(file))).forPurpose("votes"));
  }

  @Test
  void aTokenSaysAllThatItIsForAndIsTheSameEachTime() {
    String token = links.token(LINK);

    assertThat(links.read(token)).contains(LINK);
    assertThat(at("master.key").token(LINK)).isEqualTo(token);
  }

  @Test
  void noByteOfATokenCanBeChanged() {
    String token = links.token(LINK);

    for (int at = 0; at < token.length(); at++) {
      char other = token.charAt(at) == 'A' ? 'g' : 'A';
      String changed = token.substring(0, at) + other + token.substring(at + 1);
      assertThat(links.read(changed).filter(link -> !link.equals(LINK))).as(changed).isEmpty();
    }
  }

  @Test
  void whatAnotherKeyMadeOrIsNoTokenIsNone() {
    assertThat(links.read(at("another.key").token(LINK))).isEmpty();
    assertThat(links.read("")).isEmpty();
    assertThat(links.read("A".repeat(132))).isEmpty();
    assertThat(links.read("A".repeat(133))).isEmpty();
    assertThat(links.read("ä".repeat(140))).isEmpty();
    assertThat(links.read(links.token(LINK) + "A")).isEmpty();
  }
}
