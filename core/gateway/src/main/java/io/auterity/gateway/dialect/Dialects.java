package io.auterity.gateway.dialect;

import java.util.List;
import java.util.Optional;

/** All dialects that are spoken, the most particular first; the last speaks to everybody else. */
public record Dialects(List<Dialect> all) {

  public Dialects {
    all = List.copyOf(all);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("there must be a dialect");
    }
  }

  /** The dialect in which a request is meant: headers do not count where one has its path. */
  public Dialect of(String path, RequestHeaders headers) {
    Dialect only = null;
    for (Dialect dialect : all) {
      if (has(dialect, path)) {
        if (only != null) {
          return spoken(path, headers);
        }
        only = dialect;
      }
    }
    return only == null ? spoken(path, headers) : only;
  }

  private static boolean has(Dialect dialect, String path) {
    for (Endpoint endpoint : dialect.endpoints()) {
      if (endpoint.fits(path)) {
        return true;
      }
    }
    return false;
  }

  private Dialect spoken(String path, RequestHeaders headers) {
    return all.stream()
        .filter(dialect -> dialect.speaks(path, headers))
        .findFirst()
        .orElseGet(all::getLast);
  }

  /** Where a dialect answers such a request; empty when it does not. */
  public static Optional<Endpoint> endpoint(Dialect dialect, String method, String path) {
    for (Endpoint endpoint : dialect.endpoints()) {
      if (endpoint.method().equals(method) && endpoint.fits(path)) {
        return Optional.of(endpoint);
      }
    }
    return Optional.empty();
  }
}
