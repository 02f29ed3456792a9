package io.auterity.control.identity;

import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in that a browser has begun, which keeps it sealed until it comes back.
 *
 * @param issuer id of the resource
 * @param next where the console goes on
 * @param person to whom the identity is linked; null where a user signs in
 * @param session digest of the session in which they asked for it; null with the person
 * @param origin scheme, host and port under which this server was asked; null before that is known
 */
record PendingSignIn(
    String issuer,
    String state,
    String nonce,
    String verifier,
    String redirect,
    String next,
    Instant born,
    @Nullable UUID person,
    @Nullable String session,
    @Nullable String origin) {

  static final Duration GOOD_FOR = Duration.ofMinutes(10);

  private static final int BYTES = 32;
  private static final String LINK = "link-";
  private static final Pattern STATE = Pattern.compile("(" + LINK + ")?[A-Za-z0-9_-]{43}");
  private static final int LONGEST_PATH = 2_000;
  private static final JsonReader JSON = new JsonReader(10_000);
  private static final String HOME = "/";

  /** One that begins now, with secrets of its own. */
  static PendingSignIn fresh(
      String issuer, String redirect, @Nullable String next, Instant now, RandomGenerator random) {
    return new PendingSignIn(
        issuer,
        secret(random),
        secret(random),
        secret(random),
        redirect,
        path(next),
        now,
        null,
        null,
        null);
  }

  PendingSignIn begunAt(String place) {
    return new PendingSignIn(
        issuer, state, nonce, verifier, redirect, next, born, person, session, place);
  }

  /** Whether it may end there: where it began, or where the issuer was told to send people. */
  boolean mayEndAt(String place) {
    String within = place + "/";
    return place.equals(origin) || redirect.regionMatches(true, 0, within, 0, within.length());
  }

  PendingSignIn linking(UUID who, byte[] in) {
    String session = HexFormat.of().formatHex(in);
    return new PendingSignIn(
        issuer, LINK + state, nonce, verifier, redirect, next, born, who, session, origin);
  }

  /** Whether a text may be a state. */
  static boolean isState(String text) {
    return STATE.matcher(text).matches();
  }

  /** Whether a state says that an identity is linked. */
  static boolean isOfLink(String state) {
    return state.startsWith(LINK);
  }

  private static String secret(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A path of this server; whatever may be read as another place is none. */
  private static String path(@Nullable String next) {
    if (next == null || next.length() > LONGEST_PATH || !next.matches("/(?!/)[!-\\[\\]-~]*")) {
      return HOME;
    }
    return next;
  }

  byte[] bytes() {
    Json.Obj all =
        Json.EMPTY
            .with("issuer", Json.of(issuer))
            .with("state", Json.of(state))
            .with("nonce", Json.of(nonce))
            .with("verifier", Json.of(verifier))
            .with("redirect", Json.of(redirect))
            .with("next", Json.of(next))
            .with("born", Json.of(born.toString()));
    Json.Obj begun = origin == null ? all : all.with("origin", Json.of(origin));
    return JsonWriter.bytes(
        person == null || session == null
            ? begun
            : begun.with("person", Json.of(person.toString())).with("session", Json.of(session)));
  }

  static PendingSignIn read(byte[] bytes) {
    Json.Obj all = JSON.readObject(bytes);
    String person = all.text("person");
    String session = all.text("session");
    return new PendingSignIn(
        text(all, "issuer"),
        text(all, "state"),
        text(all, "nonce"),
        text(all, "verifier"),
        text(all, "redirect"),
        text(all, "next"),
        Instant.parse(text(all, "born")),
        person == null ? null : UUID.fromString(person),
        session,
        all.text("origin"));
  }

  boolean isGood(Instant now) {
    return now.isBefore(born.plus(GOOD_FOR));
  }

  private static String text(Json.Obj all, String name) {
    return Objects.requireNonNull(all.text(name), name);
  }

  @Override
  public String toString() {
    return "sign-in by " + issuer;
  }
}
