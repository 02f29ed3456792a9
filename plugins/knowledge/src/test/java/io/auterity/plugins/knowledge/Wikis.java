package io.auterity.plugins.knowledge;

import io.auterity.spi.BehalfRuns;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.OnBehalf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Providers that find so many pages each, or fail. */
final class Wikis implements OnBehalf {

  private final SortedMap<String, Integer> sizes = new TreeMap<>();
  private final Map<String, FailureCode> away = new HashMap<>();
  private final Map<String, String> notes = new HashMap<>();
  private int atOnce = 1_000;
  final List<Asked> asked = new ArrayList<>();

  Wikis with(String provider, int pages) {
    sizes.put(provider, pages);
    return this;
  }

  /** So many are given at once, however many are asked for. */
  Wikis atOnce(int most) {
    atOnce = most;
    return this;
  }

  Wikis away(String provider, FailureCode why) {
    away.put(provider, why);
    return this;
  }

  Wikis noting(String provider, String note) {
    notes.put(provider, note);
    return this;
  }

  @Override
  public List<String> providers(String capability) {
    return capability.equals("knowledge.content.search") ? List.copyOf(sizes.keySet()) : List.of();
  }

  @Override
  public List<Answer> callAll(List<Asked> calls) {
    asked.addAll(calls);
    return calls.stream().map(this::answer).toList();
  }

  private Answer answer(Asked call) {
    String provider = String.valueOf(call.provider());
    FailureCode why = away.get(provider);
    if (why != null) {
      return Answer.failed(Failure.of(why, provider + " is away"));
    }
    int wanted = call.input().get("limit") instanceof Json.Int(long value) ? (int) value : 0;
    int limit = Math.min(wanted, atOnce);
    int size = sizes.getOrDefault(provider, 0);
    List<Json> hits = new ArrayList<>();
    for (int i = 1; i <= Math.min(limit, size); i++) {
      Json page = Json.EMPTY.with("provider", Json.of(provider)).with("id", Json.of("p" + i));
      hits.add(Json.EMPTY.with("page", page).with("title", Json.of("Letter " + i)));
    }
    Json.Obj output = Json.EMPTY.with("items", Json.array(hits)).with("truncated", Json.of(false));
    String note = notes.get(provider);
    output = note == null ? output : output.with("note", Json.of(note));
    return Answer.of(size > limit ? output.with("next", Json.of("more")) : output);
  }

  @Override
  public BehalfRuns runs() {
    throw new AssertionError("a search starts no runs");
  }

  @Override
  public String raise(String type, String subject, Json.Obj data) {
    throw new AssertionError("no event is raised");
  }
}
