package io.auterity.control.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.ManualTime;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Transport;
import io.auterity.spi.WebhookToken;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VendorTokensTest {

  private static final TenantScope HERE = TenantScope.authenticated(new UUID(0, 1));
  private static final TenantScope THERE = TenantScope.authenticated(new UUID(0, 2));
  private static final URI KEYS = URI.create("https://keys.test/jwk/chat@system.test");
  private static final WebhookToken WANTED =
      new WebhookToken("authorization", "Bearer ", KEYS, TokenForge.ISSUER, TokenForge.CLIENT);

  private final ManualTime time = new ManualTime(Instant.parse("2026-05-04T10:00:00Z"));
  private final TokenForge forge = new TokenForge();
  private final List<String> asked = new ArrayList<>();
  private int status = 200;
  private String published = forge.set().toString();
  private final VendorTokens tokens =
      new VendorTokens(
          new IssuerRequests(
              binding -> answering(binding.scope().equals(HERE) ? "here" : "there"),
              (scope, name, hosts) -> {
                throw new AssertionError("no secret is read");
              },
              time));

  private Transport answering(String tenant) {
    return new Transport() {
      @Override
      public WireResponse send(WireRequest request, Call call) {
        asked.add(tenant + " " + request.method() + " " + request.uri());
        if (status == 0) {
          throw new CallFailedException(FailureCode.FORBIDDEN, "not allowed");
        }
        return new WireResponse(status, Map.of(), published.getBytes(StandardCharsets.UTF_8));
      }

      @Override
      public WireStream open(WireRequest request, Call call) {
        throw new AssertionError("nothing is streamed");
      }
    };
  }

  private String token(String key) {
    return forge.rs256(TokenForge.header("RS256", key), TokenForge.claims(time.now()));
  }

  private Optional<String> flaw(TenantScope scope, String token) {
    return tokens.flaw(scope, "chat", WANTED, token);
  }

  @Test
  void keysAreFetchedOnceByEachTenant() {
    assertThat(flaw(HERE, token("r1"))).isEmpty();
    assertThat(flaw(HERE, token("r1"))).isEmpty();
    assertThat(flaw(THERE, token("r1"))).isEmpty();

    assertThat(asked).containsExactly("here GET " + KEYS, "there GET " + KEYS);
  }

  @Test
  void aKeyThatFollowsAnotherIsFetchedAndAnUnknownOneIsRefused() {
    assertThat(flaw(HERE, token("r1"))).isEmpty();
    published = Json.EMPTY.with("keys", Json.array(List.of(forge.rsaKey("r2")))).toString();
    time.advance(Duration.ofMinutes(1));

    assertThat(flaw(HERE, token("r2"))).isEmpty();
    time.advance(Duration.ofMinutes(1));
    assertThat(flaw(HERE, token("r9"))).contains("no key of the issuer has signed it");
    assertThat(asked).hasSize(3);
  }

  @Test
  void manyProvidersOfOneTenantDriveOutNoKeysOfAnother() {
    assertThat(flaw(HERE, token("r1"))).isEmpty();
    for (int i = 0; i < 1_000; i++) {
      assertThat(tokens.flaw(THERE, "chat" + i, WANTED, token("r1"))).isEmpty();
    }
    asked.clear();

    assertThat(flaw(HERE, token("r1"))).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void ofNoKeysAtAllTheFirstFetchIsFreshEnough() {
    assertThat(flaw(HERE, token("r9"))).contains("no key of the issuer has signed it");
    assertThat(asked).hasSize(1);
  }

  @Test
  void anUnknownKeyIsSentAgainUntilItCouldBeLookedFor() {
    assertThat(flaw(HERE, token("r1"))).isEmpty();
    published = Json.EMPTY.with("keys", Json.array(List.of(forge.rsaKey("r2")))).toString();
    time.advance(Duration.ofSeconds(1));
    assertUnavailable(token("r2"));
    assertThat(asked).hasSize(1);

    time.advance(Duration.ofMinutes(1));
    status = 500;
    assertUnavailable(token("r2"));
    assertUnavailable(token("r2"));
    assertThat(asked).hasSize(2);
    assertThat(flaw(HERE, token("r1"))).as("keys of before are good").isEmpty();

    time.advance(Duration.ofMinutes(1));
    status = 200;
    assertThat(flaw(HERE, token("r2"))).isEmpty();
  }

  @Test
  void whatNoKeyCouldHelpIsRefusedAndNothingIsFetched() {
    Json.Obj claims = TokenForge.claims(time.now());
    byte[] known = forge.rsa.getPublic().getEncoded();
    String none = TokenForge.part(Json.EMPTY.with("alg", Json.of("none")));

    assertThat(flaw(HERE, "nonsense")).contains("it is no signed token of three parts");
    assertThat(flaw(HERE, none + "." + TokenForge.part(claims) + ".AA"))
        .contains("it is signed in another way than this issuer's tokens are");
    assertThat(flaw(HERE, forge.hs256(TokenForge.header("HS256", "r1"), claims, known)))
        .contains("it is signed in another way than this issuer's tokens are");
    assertThat(flawOf(claims.with("iss", Json.of("https://other.test"))))
        .contains("another issuer gave it");
    assertThat(flawOf(claims.with("aud", Json.of("another"))))
        .contains("it was given to another client");
    assertThat(flawOf(claims.with("exp", Json.of(time.now().getEpochSecond() - 61))))
        .contains("its time is over");
    assertThat(asked).isEmpty();
  }

  private Optional<String> flawOf(Json.Obj claims) {
    return flaw(HERE, forge.rs256(TokenForge.header("RS256", "r1"), claims));
  }

  @Test
  void whileKeysCannotBeHadItIsUnavailableWhateverTheReason() {
    String token = token("r1");
    for (int refusal : List.of(0, 404, 500)) {
      status = refusal;
      assertUnavailable(token);
      time.advance(Duration.ofMinutes(1));
    }
    status = 200;
    published = "[]";
    assertUnavailable(token);
    time.advance(Duration.ofMinutes(1));
    published = forge.set().toString();

    assertThat(flaw(HERE, token("r1"))).isEmpty();
  }

  private void assertUnavailable(String token) {
    assertThatThrownBy(() -> flaw(HERE, token))
        .isInstanceOfSatisfying(
            CallFailedException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.UNAVAILABLE))
        .hasMessageContaining("the keys by which the vendor signs cannot be had now");
  }
}
