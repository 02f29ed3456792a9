package io.auterity.plugins.http;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.http.Http;
import io.auterity.spi.http.HttpList;
import io.auterity.spi.http.HttpRead;
import io.auterity.spi.http.HttpWrite;
import io.auterity.spi.http.ServiceReply;
import io.auterity.toolkit.http.HttpFailures;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP service: checks each request against the provider's rules before anything is sent.
 *
 * @param keyHeader header of the idempotency key, in lower case; null when the service has none
 * @param checked path that a health check reads; null for the service's address
 */
record HttpService(
    ServiceExchange exchange, @Nullable String keyHeader, @Nullable RequestPath checked)
    implements Http {

  private static final List<String> READ = List.of("GET", "HEAD");
  private static final List<String> REPLACE = List.of("PUT", "DELETE");
  private static final List<String> SEND = List.of("POST", "PATCH");
  private static final String TYPE = "content-type";
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,255}");
  private static final int UNAUTHORIZED = 401;
  private static final int SERVER_ERROR = 500;

  /** Of a service that answers, and knows no HEAD. */
  private static final int NO_SUCH_METHOD = 501;

  private static final String OF_CHECK =
      "to HEAD of url, the health check; name a path that answers as check in the configuration";

  /**
   * The service of a configuration.
   *
   * @throws CallFailedException {@code invalid}, naming the field
   */
  static HttpService of(HttpConfig config) {
    ServiceRules rules = ServiceRules.of(config);
    String key = config.idempotency();
    String check = config.check();
    return new HttpService(
        new ServiceExchange(ServiceAddress.read(config.url()), rules),
        key == null ? null : ServiceRules.settable("idempotency", key),
        check == null ? null : RequestPath.read(check));
  }

  @Override
  public ServiceReply read(HttpRead request, Call call) {
    String method = rules().method(request.method(), READ);
    URI place = place(request.path(), request.query());
    WireRequest wire =
        new WireRequest(method, place, rules().headers(request.headers()), new byte[0]);
    return ReplyReader.read(exchange.send(wire, request.accepts(), call), request.reads());
  }

  @Override
  public ServiceReply replace(HttpWrite request, Call call) {
    return written(wire(request, REPLACE), request, call);
  }

  @Override
  public ServiceReply send(HttpWrite request, Call call) {
    WireRequest wire = wire(request, SEND);
    String header = keyHeader;
    String key = call.idempotencyKey().orElse(null);
    return written(
        header == null || key == null ? wire : with(wire, header, sendable(key)), request, call);
  }

  @Override
  public Page<Json> list(HttpList query, Call call) {
    rules().method("GET", READ);
    return new PagedList(exchange, query, call).from(place(query.path(), query.query()));
  }

  /** Whether the service answers. */
  void check(Call call) {
    if (checked != null) {
      exchange.send(WireRequest.get(exchange.address().at(checked, "")), List.of(), call);
      return;
    }
    WireRequest head = WireRequest.get(exchange.address().base()).withMethod("HEAD");
    WireResponse reply = call.provider().transport().send(head.withoutRedirects(), call);
    if (reply.status() == UNAUTHORIZED
        || (reply.status() >= SERVER_ERROR && reply.status() != NO_SUCH_METHOD)) {
      FailureCode code = FailureCode.ofStatus(reply.status());
      throw new CallFailedException(HttpFailures.of(code, reply, OF_CHECK));
    }
  }

  private ServiceRules rules() {
    return exchange.rules();
  }

  private URI place(String path, Json.Obj query) {
    return exchange.address().at(rules().path(path), QueryText.of("query", query));
  }

  private WireRequest wire(HttpWrite request, List<String> methods) {
    String asked = Objects.requireNonNullElse(request.method(), methods.getFirst());
    String method = rules().method(asked, methods);
    SentBody body = SentBody.of(request);
    Map<String, List<String>> headers = rules().headers(request.headers());
    if (!request.multipart().isEmpty()) {
      headers.remove(TYPE); // which names no boundary
    }
    if (body.mediaType() != null) {
      headers.putIfAbsent(TYPE, List.of(body.mediaType()));
    }
    return new WireRequest(method, place(request.path(), request.query()), headers, body.bytes());
  }

  private ServiceReply written(WireRequest wire, HttpWrite request, Call call) {
    return ReplyReader.read(exchange.send(wire, request.accepts(), call), request.reads());
  }

  private static WireRequest with(WireRequest wire, String header, String value) {
    Map<String, List<String>> headers = new LinkedHashMap<>(wire.headers());
    headers.put(header, List.of(value));
    return wire.withHeaders(headers);
  }

  // A key that no header carries is sent as its digest, which is the same for the same key.
  private static String sendable(String key) {
    if (KEY.matcher(key).matches()) {
      return key;
    }
    try {
      byte[] text = key.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
