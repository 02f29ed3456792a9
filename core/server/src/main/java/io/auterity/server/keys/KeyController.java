package io.auterity.server.keys;

import io.auterity.control.access.AccessRole;
import io.auterity.control.access.Action;
import io.auterity.control.access.ApiKeys;
import io.auterity.control.access.GrantPattern;
import io.auterity.control.access.Grants;
import io.auterity.platform.id.WireId;
import io.auterity.server.web.request.PageOf;
import io.auterity.server.web.request.Paging;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** API keys of the caller's tenant. */
@RestController
@RequestMapping("/api/v1/keys")
public final class KeyController {

  private final ApiKeys keys;

  public KeyController(ApiKeys keys) {
    this.keys = keys;
  }

  /**
   * The key that is wanted.
   *
   * @param roles admin, operator, viewer or auditor
   * @param allow capabilities, patterns such as {@code ai.*}, or actions such as {@code
   *     control:run.start}
   * @param deny the same, and stronger than what allows
   */
  public record NewKey(
      String name,
      @Nullable List<String> roles,
      @Nullable List<String> allow,
      @Nullable List<String> deny,
      @Nullable Instant expires) {}

  /** A key without its secret. */
  public record KeyView(
      String id,
      String name,
      List<String> roles,
      List<String> allow,
      List<String> deny,
      Instant created,
      @Nullable Instant expires,
      @Nullable Instant revoked,
      @Nullable Instant lastUsed) {

    static KeyView of(ApiKeys.Key key) {
      return new KeyView(
          WireId.KEY.write(key.id()),
          key.name(),
          key.grants().roles().stream().map(AccessRole::wire).sorted().toList(),
          key.grants().allow().stream().map(GrantPattern::text).toList(),
          key.grants().deny().stream().map(GrantPattern::text).toList(),
          key.created(),
          key.expires(),
          key.revoked(),
          key.lastUsed());
    }
  }

  /** A new key with its secret, which is shown this once. */
  public record IssuedKey(KeyView key, String secret) {
    @Override
    public String toString() {
      return key.toString();
    }
  }

  @Needs(Action.KEY_READ)
  @GetMapping
  PageOf<KeyView> list(
      Caller caller,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    int size = Paging.limit(limit);
    UUID after = Paging.cursor(WireId.KEY, cursor);
    List<KeyView> found =
        keys.list(caller.scope(), after, size + 1).stream().map(KeyView::of).toList();
    return Paging.page(found, size, KeyView::id);
  }

  @Needs(Action.KEY_READ)
  @GetMapping("/{id}")
  KeyView get(Caller caller, @PathVariable String id) {
    return KeyView.of(keys.get(caller.scope(), WireId.KEY.read(id)));
  }

  @Needs(Action.KEY_WRITE)
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  IssuedKey create(Caller caller, @RequestBody NewKey body) {
    ApiKeys.Issued issued =
        keys.create(
            caller.authenticated(),
            caller.act(Action.KEY_WRITE),
            body.name(),
            grants(body),
            body.expires());
    return new IssuedKey(KeyView.of(issued.key()), issued.secret());
  }

  @Needs(Action.KEY_WRITE)
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revoke(Caller caller, @PathVariable String id) {
    keys.revoke(caller.authenticated(), caller.act(Action.KEY_WRITE), WireId.KEY.read(id));
  }

  private static Grants grants(NewKey body) {
    return new Grants(
        texts(body.roles()).stream().map(AccessRole::of).collect(Collectors.toSet()),
        texts(body.allow()).stream().map(GrantPattern::new).toList(),
        texts(body.deny()).stream().map(GrantPattern::new).toList());
  }

  private static List<String> texts(@Nullable List<String> texts) {
    return texts == null ? List.of() : texts;
  }
}
