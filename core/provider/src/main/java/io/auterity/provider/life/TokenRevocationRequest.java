package io.auterity.provider.life;

import io.auterity.platform.transport.OauthClient;
import io.auterity.spi.AuthForm.BodyForm;
import io.auterity.spi.AuthForm.ClientForm;
import io.auterity.spi.AuthForm.Dialect;
import io.auterity.spi.AuthForm.GivenBack;
import io.auterity.spi.AuthForm.Revocation;
import io.auterity.spi.AuthForm.RevocationRequest;
import io.auterity.spi.AuthForm.ScopeForm;
import io.auterity.spi.AuthForm.TakenBack;
import io.auterity.spi.Json;
import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A token revocation request: how tokens are revoked at the vendor that gave them, whatever becomes
 * of their provider and its connector. It holds no secret.
 *
 * @param connector of the provider, for metrics
 * @param credential as {@link io.auterity.platform.transport.TransportBinding} names it
 * @param place as the dialect has it
 * @param client the id of the client
 * @param secret the name of the client's secret; null of one that has none
 * @param reach hosts to which that goes
 */
public record TokenRevocationRequest(
    String connector,
    String credential,
    URI place,
    String client,
    @Nullable String secret,
    Set<String> reach,
    Dialect dialect) {

  public TokenRevocationRequest {
    reach = Set.copyOf(reach);
  }

  /**
   * The client that revokes them.
   *
   * @param secrets reads a secret by its name
   */
  public OauthClient client(Function<String, String> secrets) {
    return new OauthClient(client, secret == null ? null : secrets.apply(secret), dialect);
  }

  /** As it is kept. */
  public Json.Obj json() {
    Revocation way = dialect.revocation();
    RevocationRequest request = way.request();
    TakenBack taken = way.taken();
    Json.Obj said =
        Json.EMPTY
            .with("connector", Json.of(connector))
            .with("credential", Json.of(credential))
            .with("place", Json.of(place.toString()))
            .with("client", Json.of(client))
            .with("reach", texts(reach))
            .with("form", Json.of(dialect.client().name()))
            .with("body", Json.of(dialect.body().name()))
            .with("headers", headers())
            .with("token", Json.of(way.token().name()))
            .with("method", Json.of(request.method()))
            .with("path", Json.of(request.path()))
            .with("gone", texts(taken.errors()));
    Json.Obj whole = with(said, "secret", secret);
    whole = with(whole, "field", way.field());
    whole = with(whole, "ownForm", request.client() == null ? null : request.client().name());
    whole = with(whole, "ownBody", request.body() == null ? null : request.body().name());
    return with(whole, "taken", taken.field());
  }

  private static Json.Obj with(Json.Obj said, String name, @Nullable String value) {
    return value == null ? said : said.with(name, Json.of(value));
  }

  private static Json texts(Set<String> texts) {
    return Json.array(texts.stream().sorted().<Json>map(Json::of).toList());
  }

  private Json.Obj headers() {
    Map<String, Json> headers = new LinkedHashMap<>();
    dialect.headers().forEach((name, value) -> headers.put(name, Json.of(value)));
    return new Json.Obj(headers);
  }

  /** As it was kept. */
  public static TokenRevocationRequest read(Json.Obj said) {
    String form = said.text("ownForm");
    String body = said.text("ownBody");
    Revocation way =
        new Revocation(
            GivenBack.valueOf(text(said, "token")),
            said.text("field"),
            new RevocationRequest(
                text(said, "method"),
                text(said, "path"),
                form == null ? null : ClientForm.valueOf(form),
                body == null ? null : BodyForm.valueOf(body)),
            new TakenBack(said.text("taken"), texts(said, "gone")));
    Map<String, String> headers = new LinkedHashMap<>();
    object(said, "headers").fields().forEach((name, text) -> headers.put(name, text(text)));
    return new TokenRevocationRequest(
        text(said, "connector"),
        text(said, "credential"),
        URI.create(text(said, "place")),
        text(said, "client"),
        said.text("secret"),
        texts(said, "reach"),
        new Dialect(
            ClientForm.valueOf(text(said, "form")),
            BodyForm.valueOf(text(said, "body")),
            ScopeForm.SPACES,
            true,
            way,
            headers));
  }

  private static Set<String> texts(Json.Obj said, String name) {
    Set<String> texts = new HashSet<>();
    if (said.get(name) instanceof Json.Arr(List<Json> items)) {
      items.forEach(item -> texts.add(text(item)));
    }
    return texts;
  }

  private static Json.Obj object(Json.Obj said, String name) {
    return said.get(name) instanceof Json.Obj object ? object : Json.EMPTY;
  }

  private static String text(Json value) {
    return value instanceof Json.Str(String text) ? text : "";
  }

  private static String text(Json.Obj said, String name) {
    return Objects.requireNonNull(said.text(name), name);
  }
}
