package io.auterity.server.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.auterity.platform.digest.Sha256;
import io.auterity.spi.Json;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An issuer of OpenID Connect, and GitHub beside it: whoever comes to its page agrees as whom the
 * test names. It stands for one class, and does as it should when each test begins.
 */
final class OutsideIssuer implements BeforeEachCallback, AfterAllCallback, AutoCloseable {

  static final String SECRET = "client-secret-4711";

  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  /** What it was asked at the token endpoint. */
  final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();

  /** What stands in its tokens in place of what should. */
  final Map<String, Json> instead = new ConcurrentHashMap<>();

  /** Whether its answers name it. */
  volatile boolean namesItself = true;

  /** Whether it tells nothing of itself. */
  volatile boolean away;

  /** Whether GitHub tells addresses. */
  volatile boolean tellsEmails = true;

  /** Whether GitHub has told too much already. */
  volatile boolean tired;

  /** What it says at the token endpoint in place of what should be; empty where nothing. */
  volatile String error = "";

  /** How often it was asked what it offers. */
  final AtomicInteger told = new AtomicInteger();

  /** To make one takes a second; issuers that stand beside each other have their own. */
  private static final List<KeyPair> PAIRS = Stream.generate(OutsideIssuer::pair).limit(3).toList();

  private static final AtomicInteger MADE = new AtomicInteger();

  private final HttpServer server;
  private final KeyPair pair;
  private final Map<String, Agreed> codes = new ConcurrentHashMap<>();

  private record Agreed(Json.Obj claims, Map<String, String> query) {}

  OutsideIssuer() {
    pair = PAIRS.get(Math.floorMod(MADE.getAndIncrement(), PAIRS.size()));
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.createContext("/.well-known/openid-configuration", this::document);
    server.createContext("/keys", this::keys);
    server.createContext("/token", this::token);
    server.createContext("/login/oauth/access_token", this::gitHubToken);
    server.createContext("/api/v3/user", this::gitHubUser);
    server.start();
  }

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    asked.clear();
    instead.clear();
    namesItself = true;
    away = false;
    tellsEmails = true;
    tired = false;
    error = "";
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** Somebody agrees at that address; the code with which they come back. */
  String agreed(String authorize, Json.Obj claims) {
    String code = "code-" + UUID.randomUUID();
    codes.put(code, new Agreed(claims, query(URI.create(authorize).getRawQuery())));
    return code;
  }

  /** A token that somebody got by themselves. */
  String given(String client, Json.Obj claims) {
    return signed(client, claims);
  }

  static Map<String, String> query(String text) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      fields.put(parts[0], URLDecoder.decode(parts.length < 2 ? "" : parts[1], UTF_8));
    }
    return fields;
  }

  private void document(HttpExchange exchange) throws IOException {
    told.incrementAndGet();
    answer(
        exchange,
        away ? 503 : 200,
        """
        {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize",
         "token_endpoint": "%1$s/token", "jwks_uri": "%1$s/keys",
         "authorization_response_iss_parameter_supported": %2$s}
        """
            .formatted(url(), namesItself));
  }

  private void keys(HttpExchange exchange) throws IOException {
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    answer(
        exchange,
        200,
        "{\"keys\": [{\"kty\": \"RSA\", \"kid\": \"k1\", \"use\": \"sig\", \"n\": \"%s\", \"e\": \"%s\"}]}"
            .formatted(number(key.getModulus()), number(key.getPublicExponent())));
  }

  private static String number(BigInteger value) {
    byte[] bytes = value.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    return URL.encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form = query(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    asked.add(form);
    if (!error.isEmpty()) {
      answer(exchange, 400, "{\"error\": \"" + error + "\"}");
      return;
    }
    Agreed agreed = codes.remove(form.getOrDefault("code", ""));
    if (agreed == null || !fits(agreed, form)) {
      answer(exchange, 400, "{\"error\": \"invalid_grant\"}");
      return;
    }
    Json.Obj claims = agreed.claims().with("nonce", Json.of(agreed.query().get("nonce")));
    answer(
        exchange,
        200,
        "{\"access_token\": \"at-4711\", \"id_token\": \"%s\"}"
            .formatted(signed(form.getOrDefault("client_id", ""), claims)));
  }

  private static boolean fits(Agreed agreed, Map<String, String> form) {
    String challenge = URL.encodeToString(Sha256.of(form.getOrDefault("code_verifier", "")));
    return challenge.equals(agreed.query().get("code_challenge"))
        && SECRET.equals(form.get("client_secret"))
        && String.valueOf(agreed.query().get("redirect_uri")).equals(form.get("redirect_uri"));
  }

  private void gitHubToken(HttpExchange exchange) throws IOException {
    Map<String, String> form = query(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    Agreed agreed = codes.remove(form.getOrDefault("code", ""));
    answer(
        exchange,
        200,
        agreed == null || !fits(agreed, form)
            ? "{\"error\": \"bad_verification_code\"}"
            : "{\"access_token\": \"gho_4711\", \"token_type\": \"bearer\"}");
  }

  private void gitHubUser(HttpExchange exchange) throws IOException {
    boolean known =
        "Bearer gho_4711".equals(exchange.getRequestHeaders().getFirst("authorization"));
    boolean emails = exchange.getRequestURI().getPath().endsWith("/emails");
    if (emails && tired) {
      exchange.getResponseHeaders().add("x-ratelimit-remaining", "0");
      answer(exchange, 403, "{\"message\": \"API rate limit exceeded\"}");
      return;
    }
    answer(
        exchange,
        known ? emails && !tellsEmails ? 404 : 200 : 401,
        emails
            ? "[{\"email\": \"ada@a.test\", \"primary\": true, \"verified\": true}]"
            : "{\"id\": 583231, \"login\": \"ada\", \"name\": \"Ada of GitHub\"}");
  }

  private String signed(String client, Json.Obj given) {
    long now = Instant.now().getEpochSecond();
    Json.Obj claims =
        given
            .with("iss", Json.of(url()))
            .with("aud", Json.of(client))
            .with("iat", Json.of(now))
            .with("exp", Json.of(now + 300));
    for (Map.Entry<String, Json> other : instead.entrySet()) {
      claims = claims.with(other.getKey(), other.getValue());
    }
    String text =
        part("{\"alg\": \"RS256\", \"kid\": \"k1\", \"typ\": \"JWT\"}")
            + "."
            + part(claims.toString());
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(pair.getPrivate());
      signature.update(text.getBytes(UTF_8));
      return text + "." + URL.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String part(String json) {
    return URL.encodeToString(json.getBytes(UTF_8));
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().add("content-type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
