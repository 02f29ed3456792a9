package io.auterity.platform.transport;

import io.auterity.platform.digest.Sha256;
import io.auterity.platform.time.Time;
import io.auterity.spi.AuthForm;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.SigningScheme;
import io.auterity.spi.SigningScheme.Credential;
import io.auterity.spi.SigningScheme.Signature;
import io.auterity.spi.SigningScheme.UnsignedRequest;
import io.auterity.spi.WireRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The request signing of a provider: puts its credential on requests; the secret is read for each
 * request.
 */
public sealed interface Signing {

  /**
   * What carries the credential of one request; nothing when there is no credential.
   *
   * @param call for whom a token is asked, where one is needed
   * @throws CallFailedException {@code invalid} when no request can carry it, and as the secret's
   *     supplier does
   */
  Signature sign(WireRequest request, Destination place, Call call);

  /**
   * Fails as {@link #sign} does when no request could be signed, as far as the secret itself tells;
   * it asks no server.
   */
  void check();

  /**
   * The peer did not take the credential (401).
   *
   * @param sent what the request carried
   * @return whether the next request has another one; a secret is what it is
   */
  default boolean refused(Signature sent) {
    return false;
  }

  /** The peer took what a request carried. */
  default void taken(Signature sent) {}

  /**
   * The peer did not take a request (401) and told what it wants.
   *
   * @param challenges values of its header {@code WWW-Authenticate}
   * @return whether the very same request has another signature now
   * @throws CallFailedException as {@link #sign} does
   */
  default boolean answers(
      WireRequest request, Destination place, List<String> challenges, Call call) {
    return false;
  }

  /** A secret as it may be sent; what is wrong with it is told without it. */
  private static String sendable(Supplier<String> secret) {
    String value = secret.get();
    if (!HeaderRules.isValue(value)) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "it holds a line break or another character that no header can carry; store it again"
              + " without");
    }
    return value;
  }

  private static Signature header(String name, String value) {
    return Signature.ofHeaders(Map.of(name, value));
  }

  /** A credential that is the same, whatever the request. */
  sealed interface Fixed extends Signing {

    Signature signature();

    @Override
    default Signature sign(WireRequest request, Destination place, Call call) {
      return signature();
    }

    @Override
    default void check() {
      signature();
    }
  }

  /** No credential. */
  record Unsigned() implements Fixed {
    @Override
    public Signature signature() {
      return Signature.ofHeaders(Map.of());
    }
  }

  /** {@code Authorization: Bearer}. */
  record Bearer(Supplier<String> secret) implements Fixed {
    @Override
    public Signature signature() {
      return header("authorization", "Bearer " + sendable(secret));
    }
  }

  /** A header of the vendor's own, or words of its own in one. */
  record Named(AuthForm.Placed form, Supplier<String> secret) implements Fixed {
    /** The secret and nothing else. */
    public Named(String name, Supplier<String> secret) {
      this(AuthForm.Placed.plain(name), secret);
    }

    @Override
    public Signature signature() {
      HeaderRules.flaw(form.name())
          .ifPresent(
              flaw -> {
                throw new CallFailedException(FailureCode.INVALID, flaw);
              });
      return header(form.name().toLowerCase(Locale.ROOT), form.filled(sendable(secret)));
    }
  }

  /** A parameter of the query; no URL that is told of has one. */
  record Query(AuthForm.Placed form, Supplier<String> secret) implements Fixed {
    @Override
    public Signature signature() {
      return new Signature(Map.of(), Map.of(form.name(), form.filled(sendable(secret))));
    }

    /** A text as it stands in a query. */
    public static String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
  }

  /** The first segment of the path; no URL that is told of has it. */
  record PathSegment(AuthForm.InPath form, Supplier<String> secret) implements Fixed {
    private static final Set<String> NONE = Set.of("", ".", "..");

    @Override
    public Signature signature() {
      String segment = form.filled(sendable(secret));
      if (!isSegment(segment)) {
        throw new CallFailedException(
            FailureCode.INVALID, "it is no segment of a path; store it again whole");
      }
      return Signature.ofPath(segment);
    }

    /** Whether a text can be one; dots would lead elsewhere. */
    static boolean isSegment(String text) {
      return !NONE.contains(text);
    }

    /** A text as it stands in a path (RFC 3986, 3.3), where a colon may stay. */
    public static String encoded(String text) {
      return Query.encoded(text).replace("%3A", ":");
    }
  }

  /** {@code Authorization: Basic}. */
  record Basic(String user, Supplier<String> secret) implements Fixed {
    @Override
    public Signature signature() {
      return header("authorization", "Basic " + encoded(user, sendable(secret)));
    }

    /** User and secret as they are sent. */
    public static String encoded(String user, String secret) {
      byte[] pair = (user + ":" + secret).getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(pair);
    }
  }

  /** A scheme that signs each request anew. */
  record Scheme(SigningScheme scheme, Supplier<Credential> credential, Time time)
      implements Signing {
    @Override
    public Signature sign(WireRequest request, Destination place, Call call) {
      return scheme.sign(unsigned(request, place.hostField(), time.now()), credential.get());
    }

    /**
     * A request as a scheme sees it.
     *
     * @param host as the Host header has it
     */
    static UnsignedRequest unsigned(WireRequest request, String host, Instant at) {
      String path = request.uri().getRawPath();
      Map<String, List<String>> headers = new HashMap<>();
      request.headers().forEach((name, all) -> headers.put(name.toLowerCase(Locale.ROOT), all));
      return new UnsignedRequest(
          request.method(),
          host,
          path == null || path.isEmpty() ? "/" : path,
          request.uri().getRawQuery(),
          headers,
          HexFormat.of().formatHex(Sha256.of(request.body())),
          at);
    }

    @Override
    public void check() {
      scheme.check(credential.get());
    }
  }

  /** {@code Authorization} as the peer's challenges ask for it. */
  record Challenge(ChallengeTokens tokens) implements Signing {
    @Override
    public Signature sign(WireRequest request, Destination place, Call call) {
      return tokens.signature(request, place, call);
    }

    @Override
    public void check() {
      tokens.check();
    }

    @Override
    public boolean answers(
        WireRequest request, Destination place, List<String> challenges, Call call) {
      return tokens.answers(request, place, challenges, call);
    }
  }

  /** {@code Authorization: Bearer} with a token that is asked for with the secret. */
  record Token(AccessTokens tokens) implements Signing {

    private static final String BEARER = "Bearer ";

    @Override
    public Signature sign(WireRequest request, Destination place, Call call) {
      return header("authorization", BEARER + tokens.current(call));
    }

    @Override
    public void check() {
      tokens.check();
    }

    @Override
    public boolean refused(Signature sent) {
      String token = token(sent);
      return token != null && tokens.refused(token);
    }

    @Override
    public void taken(Signature sent) {
      String token = token(sent);
      if (token != null) {
        tokens.taken(token);
      }
    }

    private static @Nullable String token(Signature sent) {
      String value = sent.headers().getOrDefault("authorization", "");
      return value.startsWith(BEARER) ? value.substring(BEARER.length()) : null;
    }
  }
}
