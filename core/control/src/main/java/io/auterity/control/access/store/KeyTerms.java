package io.auterity.control.access.store;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The terms of an API key: its owner and holder, and what it restricts.
 *
 * @param owner a team, project or user, as {@code kind/id}; null when it is the tenant's
 * @param holder id of the user who holds a key of a team or project; null when none is named
 * @param labels that each of its calls carries
 * @param models patterns of the models that it may use; null when any
 * @param doors where its calls may come in, as decisions write them; null when anywhere
 * @param tools patterns of the capabilities that are tools of their own to agents; null when none
 *     is
 */
public record KeyTerms(
    @Nullable String owner,
    @Nullable String holder,
    Map<String, String> labels,
    @Nullable List<String> models,
    @Nullable List<String> doors,
    @Nullable List<String> tools) {

  /** Of a key of the tenant that narrows nothing. */
  public static final KeyTerms NONE = new KeyTerms(null, null, Map.of(), null, null, null);

  public KeyTerms {
    labels = new TreeMap<>(labels);
    models = models == null ? null : List.copyOf(models);
    doors = doors == null ? null : List.copyOf(doors);
    tools = tools == null ? null : List.copyOf(tools);
  }
}
