package io.auterity.author;

import io.auterity.cli.exit.CliException;
import io.auterity.connector.file.ConnectorFile;
import io.auterity.connector.rehearsal.ShownRequest;
import io.auterity.platform.transport.Signing;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.RequestCredential;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Requests with a credential, as a file says where it stands, to the hosts that get it alone.
 *
 * @param auth the form of the credential, of the file; empty where none is sent
 */
record SignedHttp(Transport http, ShownRequest.Form places, Json.Obj auth, String secret)
    implements Transport {

  /** Kinds whose secret is sent as it stands. */
  private static final Set<String> SENT = Set.of("bearer", "basic", "header", "query", "path");

  private static final Json.Obj BEARER = Json.EMPTY.with("kind", Json.of("bearer"));

  /**
   * The first form of a credential of a file that is sent as it stands, or else that of an access
   * token, where the file has tokens given; empty where it has no credential.
   *
   * @throws CliException when the file leaves the name of its header to providers
   */
  static Json.Obj form(ConnectorFile file) {
    List<Json.Obj> all =
        ConnectorFile.objects(file.value(), "auth").stream()
            .filter(each -> !kind(each).equals("none"))
            .toList();
    Json.Obj form =
        all.stream()
            .filter(each -> SENT.contains(kind(each)))
            .findFirst()
            .orElse(all.isEmpty() ? Json.EMPTY : BEARER);
    if (List.of("header", "query").contains(kind(form)) && form.text("name") == null) {
      throw CliException.badInput(
          "auth says no name of its %s, and the run has no provider that would: say one"
              .formatted(kind(form)));
    }
    return form;
  }

  /**
   * The credential that a file on this machine holds; empty where none is given and none is wanted.
   *
   * @throws CliException when one is wanted, or that file does not hold one line
   */
  static String secret(ConnectorFile file, @Nullable Path credential) {
    if (credential == null) {
      if (!optional(file)) {
        throw CliException.badInput("the file wants a credential: say --credential-file FILE");
      }
      return "";
    }
    try {
      String held = Files.readString(credential).strip();
      if (held.isEmpty() || held.chars().anyMatch(Character::isISOControl)) {
        throw CliException.badInput("%s does not hold one line".formatted(credential));
      }
      return held;
    } catch (IOException e) {
      throw CliException.badInput("%s cannot be read: %s".formatted(credential, e.getMessage()));
    }
  }

  private static boolean optional(ConnectorFile file) {
    List<Json.Obj> all = ConnectorFile.objects(file.value(), "auth");
    return all.isEmpty() || all.stream().anyMatch(each -> kind(each).equals("none"));
  }

  private static String kind(Json.Obj auth) {
    return Objects.requireNonNullElse(auth.text("kind"), "none");
  }

  @Override
  public WireResponse send(WireRequest request, Call call) {
    return http.send(signed(request, call), call);
  }

  @Override
  public WireStream open(WireRequest request, Call call) {
    return http.open(signed(request, call), call);
  }

  private WireRequest signed(WireRequest request, Call call) {
    if (call.remaining().isZero()) {
      throw new CallFailedException(FailureCode.TIMEOUT, "the deadline has passed");
    }
    if (call.cancelled()) {
      throw new CallFailedException(FailureCode.CANCELLED, "the caller has gone");
    }
    if (request.credential() != RequestCredential.PROVIDER
        || !places.signed().contains(request.uri().getRawAuthority())) {
      return request;
    }
    String sent =
        Objects.requireNonNullElse(auth.text("value"), "${secret}").replace("${secret}", secret);
    return switch (kind(auth)) {
      case "bearer" -> with(request, "authorization", "Bearer " + secret);
      case "basic" ->
          with(
              request,
              "authorization",
              "Basic "
                  + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
      case "header" -> with(request, Objects.requireNonNull(auth.text("name"), "name"), sent);
      case "query" -> inQuery(request, Objects.requireNonNull(auth.text("name"), "name"), sent);
      case "path" -> inPath(request, sent);
      default -> request;
    };
  }

  private static WireRequest with(WireRequest request, String header, String value) {
    Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
    headers.put(header, List.of(value));
    return request.withHeaders(headers);
  }

  private static WireRequest inQuery(WireRequest request, String name, String value) {
    String mark = request.uri().getRawQuery() == null ? "?" : "&";
    URI uri =
        URI.create(
            request.uri() + mark + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    return request.withUri(uri);
  }

  private static WireRequest inPath(WireRequest request, String segment) {
    URI uri = request.uri();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String path = "/" + Signing.PathSegment.encoded(segment) + uri.getRawPath();
    return request.withUri(
        URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + path + query));
  }
}
