package io.auterity.control.identity;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The public keys that an issuer signs with (RFC 7517), without any that are for something else.
 */
record SigningKeys(List<Json.Obj> keys) {

  private static final int MOST = 100;

  /** The members of a key that make it one; whatever else stands in it is not looked at. */
  private static final Map<String, Set<String>> PARTS =
      Map.of("RSA", Set.of("n", "e"), "EC", Set.of("crv", "x", "y"));

  SigningKeys {
    keys = List.copyOf(keys);
  }

  /**
   * Reads a key set.
   *
   * @throws CallFailedException {@code unavailable} when it is none
   */
  static SigningKeys read(Json.Obj set) {
    if (!(set.get("keys") instanceof Json.Arr(List<Json> items)) || items.size() > MOST) {
      throw new CallFailedException(
          FailureCode.UNAVAILABLE, "what the issuer gives as its keys is no set of keys");
    }
    List<Json.Obj> usable = new ArrayList<>();
    for (Json item : items) {
      if (item instanceof Json.Obj key && signs(key)) {
        usable.add(key);
      }
    }
    return new SigningKeys(usable);
  }

  private static boolean signs(Json.Obj key) {
    String use = key.text("use");
    boolean verifies =
        !(key.get("key_ops") instanceof Json.Arr(List<Json> ops))
            || ops.contains(Json.of("verify"));
    String type = key.text("kty");
    return (use == null || use.equals("sig"))
        && verifies
        && type != null
        && PARTS.containsKey(type)
        && PARTS.get(type).stream().allMatch(part -> key.text(part) != null);
  }

  /**
   * The key of that id for an algorithm; of a token without an id the only key that fits.
   *
   * @return a set with that one key, without its id
   */
  Optional<Json.Obj> find(@Nullable String id, TokenAlgorithm algorithm) {
    List<Json.Obj> fitting = fitting(algorithm).toList();
    if (id == null) {
      return fitting.size() == 1
          ? Optional.of(alone(fitting.getFirst(), algorithm))
          : Optional.empty();
    }
    return fitting.stream()
        .filter(key -> id.equals(key.text("kid")))
        .findFirst()
        .map(key -> alone(key, algorithm));
  }

  private Stream<Json.Obj> fitting(TokenAlgorithm algorithm) {
    return keys.stream()
        .filter(key -> algorithm.keyType().equals(key.text("kty")))
        .filter(key -> algorithm.curve() == null || algorithm.curve().equals(key.text("crv")))
        .filter(key -> key.text("alg") == null || algorithm.name().equals(key.text("alg")));
  }

  private static Json.Obj alone(Json.Obj key, TokenAlgorithm algorithm) {
    Json.Obj bare =
        Json.EMPTY
            .with("kty", Json.of(algorithm.keyType()))
            .with("use", Json.of("sig"))
            .with("alg", Json.of(algorithm.name()));
    for (String part : PARTS.getOrDefault(algorithm.keyType(), Set.of())) {
      bare = bare.with(part, Json.of(key.text(part)));
    }
    return Json.EMPTY.with("keys", Json.array(List.of(bare)));
  }
}
