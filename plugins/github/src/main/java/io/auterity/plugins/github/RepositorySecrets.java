package io.auterity.plugins.github;

import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.spi.VaultSecret;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ci.Ci;
import io.auterity.spi.ci.CiSecret;
import io.auterity.spi.ci.CiSecretUpdate;
import io.auterity.spi.ci.NewCiSecret;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.http.HttpFailures;
import io.auterity.toolkit.http.VendorReply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gives and changes the secrets of one provider's repositories. */
record RepositorySecrets(ProviderContext context, RandomGenerator random) implements Ci {

  private static final Pattern REPOSITORY =
      Pattern.compile("(?!\\.)[\\w.-]+/(?!\\.{1,2}$)[\\w.-]+");
  private static final Pattern SECRET = Pattern.compile("([^/]+/[^/]+)/secrets/([^/]+)");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w{0,254}");
  private static final Map<String, List<String>> HEADERS =
      Map.of(
          "accept", List.of("application/vnd.github+json"),
          "content-type", List.of("application/json"),
          "user-agent", List.of("auterity"),
          "x-github-api-version", List.of("2022-11-28"));
  private static final byte[] NOTHING = new byte[0];

  @Override
  public CiSecret createSecret(NewCiSecret secret, Call call) {
    if (!NAME.matcher(secret.name()).matches()) {
      throw Refusal.invalid("name", "must have letters, digits and _ alone, and no digit first");
    }
    String repository = secret.repository().id();
    byte[] sealed = sealed(repository, secret.value(), call);
    if (there(repository, secret.name(), call)) {
      throw new CallFailedException(
          Failure.of(
                  FailureCode.CONFLICT,
                  "there is a secret '%s' already; update it".formatted(secret.name()))
              .withFields(Map.of("name", "is taken"))
              .withApplied(Applied.NO));
    }
    return put(repository, secret.name(), sealed, call);
  }

  @Override
  public CiSecret updateSecret(CiSecretUpdate update, Call call) {
    Matcher parts = SECRET.matcher(update.secret().id());
    if (!parts.matches() || !NAME.matcher(parts.group(2)).matches()) {
      throw new CallFailedException(
          FailureCode.NOT_FOUND, "there is no secret '%s'".formatted(update.secret().id()));
    }
    URI place = place(parts.group(1), parts.group(2));
    var _ = sent("GET", place, NOTHING, call);
    byte[] sealed = sealed(parts.group(1), update.value(), call);
    return put(parts.group(1), parts.group(2), sealed, call);
  }

  /** What changes a secret to a value, sealed for the repository's key. */
  private byte[] sealed(String repository, VaultSecret value, Call call) {
    Json.Obj key = VendorReply.object(sent("GET", place(repository, "public-key"), NOTHING, call));
    return Json.EMPTY
        .with("encrypted_value", Json.of(sealed(key.text("key"), value)))
        .with("key_id", Json.of(Objects.requireNonNullElse(key.text("key_id"), "")))
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private boolean there(String repository, String name, Call call) {
    try {
      var _ = sent("GET", place(repository, name), NOTHING, call);
      return true;
    } catch (CallFailedException e) {
      if (e.failure().code() == FailureCode.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  private CiSecret put(String repository, String name, byte[] sealed, Call call) {
    var _ = sent("PUT", place(repository, name), sealed, call);
    Ref ref = new Ref(context.id(), repository + "/secrets/" + name);
    return new CiSecret(ref, name, null);
  }

  private String sealed(@Nullable String key, VaultSecret value) {
    byte[] secret = new byte[SealedBox.KEY];
    random.nextBytes(secret);
    try {
      SealedBox box = new SealedBox(Base64.getDecoder().decode(key == null ? "" : key));
      byte[] sealed = box.seal(value.value().getBytes(StandardCharsets.UTF_8), secret);
      return Base64.getEncoder().encodeToString(sealed);
    } catch (IllegalArgumentException e) {
      throw new CallFailedException(
          Failure.of(
                  FailureCode.UNAVAILABLE, "the vendor gave no key for secrets: " + e.getMessage())
              .withFields(Map.of(Failure.ANSWER, "no key"))
              .withRetryable(false)
              .withApplied(Applied.NO));
    }
  }

  private URI place(String repository, String last) {
    if (!REPOSITORY.matcher(repository).matches()) {
      throw new CallFailedException(
          FailureCode.NOT_FOUND,
          "there is no repository '%s'; its id looks like OWNER/NAME".formatted(repository));
    }
    String api = Objects.requireNonNullElse(context.config().text("api"), "https://api.github.com");
    return URI.create(
        "%s/repos/%s/actions/secrets/%s".formatted(api.replaceFirst("/+$", ""), repository, last));
  }

  private WireResponse sent(String method, URI place, byte[] body, Call call) {
    WireResponse response =
        context.transport().send(new WireRequest(method, place, HEADERS, body), call);
    if (response.succeeded()) {
      return response;
    }
    String message = Objects.requireNonNullElse(VendorReply.refusal(response).text("message"), "");
    Failure failure = HttpFailures.of(code(response), response, message);
    throw new CallFailedException(method.equals("GET") ? failure.withApplied(Applied.NO) : failure);
  }

  private static FailureCode code(WireResponse response) {
    boolean spent =
        response.header("x-ratelimit-remaining").filter("0"::equals).isPresent()
            || response.header("retry-after").isPresent();
    return switch (response.status()) {
      case 401 -> FailureCode.UNAUTHENTICATED;
      case 403 -> spent ? FailureCode.RATE_LIMITED : FailureCode.FORBIDDEN;
      case 404, 410 -> FailureCode.NOT_FOUND;
      case 409 -> FailureCode.CONFLICT;
      case 429 -> FailureCode.RATE_LIMITED;
      case 408 -> FailureCode.UNAVAILABLE;
      default -> response.status() >= 500 ? FailureCode.UNAVAILABLE : FailureCode.INVALID;
    };
  }
}
