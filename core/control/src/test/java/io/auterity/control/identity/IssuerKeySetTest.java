package io.auterity.control.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.time.ManualTime;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IssuerKeySetTest {

  private final ManualTime time = new ManualTime(Instant.parse("2026-05-04T10:00:00Z"));
  private final TokenForge forge = new TokenForge();
  private String published = "r1";
  private boolean away;
  private int fetches;
  private final IssuerKeySet shelf = new IssuerKeySet(this::fetch, time);

  private SigningKeys fetch() {
    fetches++;
    if (away) {
      throw new CallFailedException(FailureCode.UNAVAILABLE, "away");
    }
    return SigningKeys.read(Json.EMPTY.with("keys", Json.array(List.of(forge.rsaKey(published)))));
  }

  private TokenVerdict shown(String key) {
    String token = forge.rs256(TokenForge.header("RS256", key), TokenForge.claims(time.now()));
    return shelf.verify(
        token,
        new TokenTerms(
            TokenForge.ISSUER,
            TokenForge.CLIENT,
            Set.of(TokenAlgorithm.RS256),
            Duration.ofMinutes(5),
            "n-1",
            null));
  }

  @Test
  void keysAreFetchedOnceAnHour() {
    assertThat(shown("r1")).isInstanceOf(TokenVerdict.Taken.class);
    time.advance(Duration.ofMinutes(59));
    assertThat(shown("r1")).isInstanceOf(TokenVerdict.Taken.class);
    assertThat(fetches).isEqualTo(1);

    time.advance(Duration.ofMinutes(1));
    assertThat(shown("r1")).isInstanceOf(TokenVerdict.Taken.class);
    assertThat(fetches).isEqualTo(2);
  }

  @Test
  void aKeyThatIsNotKnownIsLookedForOnceAMinute() {
    shown("r1");
    for (int i = 0; i < 50; i++) {
      assertThat(shown("k" + i)).isEqualTo(new TokenVerdict.Refused(TokenFlaw.UNKNOWN_KEY));
    }
    assertThat(fetches).as("they were fetched a moment ago").isEqualTo(1);

    time.advance(Duration.ofMinutes(1));
    published = "r2";
    assertThat(shown("r2")).isInstanceOf(TokenVerdict.Taken.class);
    assertThat(shown("r3")).isEqualTo(new TokenVerdict.Refused(TokenFlaw.UNKNOWN_KEY));
    assertThat(fetches).isEqualTo(2);
  }

  @Test
  void whileTheIssuerIsAwayTheKeysOfBeforeAreGoodForADay() {
    shown("r1");
    away = true;

    time.advance(Duration.ofHours(23));
    assertThat(shown("r1")).isInstanceOf(TokenVerdict.Taken.class);
    assertThat(shown("r1")).isInstanceOf(TokenVerdict.Taken.class);
    assertThat(fetches).as("it is asked once a minute").isEqualTo(2);

    time.advance(Duration.ofHours(2));
    assertThatThrownBy(() -> shown("r1")).hasMessageContaining("away");
    assertThatThrownBy(() -> shown("r1")).hasMessageContaining("away");
    assertThat(fetches).isEqualTo(3);
  }

  @Test
  void anIssuerThatWasNeverThereIsAskedOnceAMinute() {
    away = true;
    assertThatThrownBy(() -> shown("r1")).isInstanceOf(CallFailedException.class);
    assertThatThrownBy(() -> shown("r1")).isInstanceOf(CallFailedException.class);
    assertThat(fetches).isEqualTo(1);

    away = false;
    time.advance(Duration.ofMinutes(1));
    assertThat(shown("r1")).isInstanceOf(TokenVerdict.Taken.class);
  }

  @Test
  void nothingIsFetchedForATokenThatNoKeyCouldHelp() {
    String none = TokenForge.part(Json.EMPTY.with("alg", Json.of("none"))) + ".e30.AA";

    assertThat(
            shelf.verify(
                none,
                new TokenTerms(
                    TokenForge.ISSUER,
                    TokenForge.CLIENT,
                    Set.of(TokenAlgorithm.RS256),
                    Duration.ofMinutes(5),
                    null,
                    null)))
        .isEqualTo(new TokenVerdict.Refused(TokenFlaw.ALGORITHM));
    assertThat(fetches).isZero();
  }
}
