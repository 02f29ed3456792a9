package io.auterity.platform.transport;

import io.auterity.platform.time.Time;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;

/** How requests carry a provider's credential; the secret is read for each request. */
public sealed interface Signing {

  /**
   * The headers that carry the credential of one request; none when there is no credential.
   *
   * @param call for whom a token is asked, where one is needed
   * @throws CallFailedException {@code invalid} when no request can carry it, and as the secret's
   *     supplier does
   */
  List<Header> headers(WireRequest request, Destination place, Call call);

  /**
   * Fails as {@link #headers} does when no request could be signed, as far as the secret itself
   * tells; it asks nobody.
   */
  void check();

  /** The peer did not take the credential (401). */
  default void refused() {
    // A secret is what it is.
  }

  /** A secret as it may be sent; what is wrong with it is told without it. */
  private static String sendable(Supplier<String> secret) {
    String value = secret.get();
    if (!HeaderRules.isValue(value)) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "it holds a line break or another character that no header can carry; store it again without");
    }
    return value;
  }

  /** A header and its secret value. */
  record Header(String name, String value) {
    @Override
    public String toString() {
      return name + ": (secret)";
    }
  }

  /** A credential that is one header, whatever the request. */
  sealed interface Fixed extends Signing {

    Header header();

    @Override
    default List<Header> headers(WireRequest request, Destination place, Call call) {
      return List.of(header());
    }

    @Override
    default void check() {
      header();
    }
  }

  /** No credential. */
  record Unsigned() implements Signing {
    @Override
    public List<Header> headers(WireRequest request, Destination place, Call call) {
      return List.of();
    }

    @Override
    public void check() {
      // There is nothing that could be wrong.
    }
  }

  /** {@code Authorization: Bearer}. */
  record Bearer(Supplier<String> secret) implements Fixed {
    public Bearer {
      Objects.requireNonNull(secret);
    }

    @Override
    public Header header() {
      return new Header("authorization", "Bearer " + sendable(secret));
    }
  }

  /** A header of the vendor's own. */
  record Named(String name, Supplier<String> secret) implements Fixed {
    public Named {
      name = name.toLowerCase(Locale.ROOT);
      Objects.requireNonNull(secret);
    }

    @Override
    public Header header() {
      HeaderRules.flaw(name)
          .ifPresent(
              flaw -> {
                throw new CallFailedException(FailureCode.INVALID, flaw);
              });
      return new Header(name, sendable(secret));
    }
  }

  /** {@code Authorization: Basic}. */
  record Basic(String user, Supplier<String> secret) implements Fixed {
    public Basic {
      Objects.requireNonNull(user);
      Objects.requireNonNull(secret);
    }

    @Override
    public Header header() {
      return new Header("authorization", "Basic " + encoded(user, sendable(secret)));
    }

    /** User and secret as they are sent. */
    public static String encoded(String user, String secret) {
      byte[] pair = (user + ":" + secret).getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(pair);
    }
  }

  /** AWS Signature Version 4, made anew over each request. */
  record Aws(Supplier<AwsKey> key, String service, String region, Time time) implements Signing {
    public Aws {
      Objects.requireNonNull(key);
      Objects.requireNonNull(service);
      Objects.requireNonNull(region);
      Objects.requireNonNull(time);
    }

    @Override
    public List<Header> headers(WireRequest request, Destination place, Call call) {
      return new SigV4(service, region).sign(request, place.hostField(), key.get(), time.now());
    }

    @Override
    public void check() {
      Objects.requireNonNull(key.get());
    }
  }

  /** {@code Authorization: Bearer} with a token that is asked for with the secret. */
  record Token(AccessTokens tokens) implements Signing {
    public Token {
      Objects.requireNonNull(tokens);
    }

    @Override
    public List<Header> headers(WireRequest request, Destination place, Call call) {
      return List.of(new Header("authorization", "Bearer " + tokens.current(call)));
    }

    @Override
    public void check() {
      tokens.check();
    }

    @Override
    public void refused() {
      tokens.refused();
    }
  }
}
