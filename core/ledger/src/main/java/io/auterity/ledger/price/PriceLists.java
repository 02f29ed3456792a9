package io.auterity.ledger.price;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The price lists in force, by tenant. */
public final class PriceLists {

  private final Time time;
  private final Map<TenantScope, Known> tenants = new ConcurrentHashMap<>();

  public PriceLists(Time time) {
    this.time = time;
  }

  /**
   * All lists of one tenant.
   *
   * @param baselines by id of their list, of those that name one
   * @param today the day for which {@code holding} was worked out
   */
  private record Known(
      Map<String, PriceList> all,
      Map<String, String> baselines,
      LocalDate today,
      List<PriceList> holding) {

    static Known on(LocalDate today, Map<String, PriceList> all, Map<String, String> baselines) {
      List<PriceList> holding =
          all.values().stream()
              .filter(list -> !list.asOf().isAfter(today))
              .sorted(PriceList.LATEST_FIRST)
              .toList();
      return new Known(all, baselines, today, holding);
    }
  }

  /** Those that hold today in UTC, the latest first; a new list whenever that changes. */
  public List<PriceList> of(TenantScope scope) {
    Known known = known(scope);
    return known == null ? List.of() : known.holding();
  }

  /**
   * The offer that savings are compared with, as the latest list that holds today names one; null
   * where none does.
   */
  public @Nullable String baseline(TenantScope scope) {
    Known known = known(scope);
    return known == null
        ? null
        : known.holding().stream()
            .map(list -> known.baselines().get(list.id()))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
  }

  private @Nullable Known known(TenantScope scope) {
    Known known = tenants.get(scope);
    LocalDate today = today();
    return known == null || known.today().equals(today)
        ? known
        : tenants.merge(
            scope, known, (last, same) -> Known.on(today, last.all(), last.baselines()));
  }

  /**
   * @param baseline that it names; null when it names none
   */
  void put(TenantScope scope, PriceList list, @Nullable String baseline) {
    edit(scope, list.id(), list, baseline);
  }

  void remove(TenantScope scope, String id) {
    edit(scope, id, null, null);
  }

  private void edit(
      TenantScope scope, String id, @Nullable PriceList list, @Nullable String baseline) {
    tenants.compute(
        scope,
        (same, last) -> {
          Map<String, PriceList> all = last == null ? new TreeMap<>() : new TreeMap<>(last.all());
          Map<String, String> baselines =
              last == null ? new TreeMap<>() : new TreeMap<>(last.baselines());
          all.remove(id);
          baselines.remove(id);
          if (list != null) {
            all.put(id, list);
          }
          if (baseline != null) {
            baselines.put(id, baseline);
          }
          return Known.on(today(), all, baselines);
        });
  }

  private LocalDate today() {
    return LocalDate.ofInstant(time.now(), ZoneOffset.UTC);
  }
}
