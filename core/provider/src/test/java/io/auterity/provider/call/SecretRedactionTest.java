package io.auterity.provider.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretRedactionTest {

  private final SecretRedaction secrets = new SecretRedaction();

  @Test
  void hidesEachSecretWhereverItStands() {
    secrets.given("sk-12345678");
    secrets.given("sk-12345678-longer");

    assertThat(secrets.hide("no sk-12345678-longer, sk-12345678: sk-1234567"))
        .isEqualTo("no (secret), (secret): sk-1234567");
  }

  @Test
  void hidesALineOfASecretAndItsFormInAUrl() {
    secrets.given("-----BEGIN\r\n  a+b/c==d\n");

    assertThat(secrets.hide("bad line: a+b/c==d")).isEqualTo("bad line: (secret)");
    assertThat(secrets.hide("?key=a%2Bb%2Fc%3D%3Dd&x")).isEqualTo("?key=(secret)&x");
    assertThat(secrets.hide("?key=a%2bb%2fc%3d%3dd&x")).isEqualTo("?key=(secret)&x");
  }

  @Test
  void hidesAFormInAUrlThatWasGivenAsOne() {
    secrets.given("12:ab%2Fcd");

    assertThat(secrets.hide("GET /bot12:ab%2fcd/send 12%3aab%252Fcd"))
        .isEqualTo("GET /bot(secret)/send (secret)");
  }

  @Test
  void leavesATextWhereASecretIsTooShortToBeTold() {
    secrets.given("token");
    secrets.given("");

    assertThat(secrets.hide("the token is bad")).isEqualTo("the token is bad");
  }

  @Test
  void whatCallsNameNeverPushesOutTheProvidersOwn() {
    secrets.given("the-credential");
    for (int i = 0; i < 1_000; i++) {
      secrets.named("secret-%04d".formatted(i)).run();
    }

    assertThat(secrets.hide("401: the-credential, secret-0999"))
        .isEqualTo("401: (secret), (secret)");
  }

  @Test
  void whatACallNamesIsHiddenUntilItEnds() {
    Runnable end = secrets.named("of-a-long-call");
    Runnable other = secrets.named("of-a-long-call");
    for (int i = 0; i < 1_000; i++) {
      secrets.named("secret-%04d".formatted(i)).run();
    }
    other.run();
    other.run();
    assertThat(secrets.hide("of-a-long-call secret-0000")).isEqualTo("(secret) secret-0000");

    end.run();
    for (int i = 0; i < 1_000; i++) {
      secrets.named("secret-%04d".formatted(i)).run();
    }
    assertThat(secrets.hide("of-a-long-call")).isEqualTo("of-a-long-call");
  }

  @Test
  void whatIsUsedAgainIsNotOld() {
    secrets.given("client-secret");
    for (int i = 0; i < 1_000; i++) {
      secrets.given("token-%04d".formatted(i));
      secrets.given("client-secret");
    }

    assertThat(secrets.hide("client-secret token-0000")).isEqualTo("(secret) token-0000");
  }

  @Test
  void remembersTheLatest() {
    for (int i = 0; i < 1_000; i++) {
      secrets.given("secret-%04d".formatted(i));
    }

    assertThat(secrets.hide("secret-0999 secret-0000")).isEqualTo("(secret) secret-0000");
  }
}
