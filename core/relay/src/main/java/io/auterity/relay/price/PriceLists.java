package io.auterity.relay.price;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
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
   * @param today the day for which {@code holding} was worked out
   */
  private record Known(Map<String, PriceList> all, LocalDate today, List<PriceList> holding) {

    static Known on(LocalDate today, Map<String, PriceList> all) {
      List<PriceList> holding =
          all.values().stream()
              .filter(list -> !list.asOf().isAfter(today))
              .sorted(PriceList.LATEST_FIRST)
              .toList();
      return new Known(all, today, holding);
    }
  }

  /** Those that hold today in UTC, the latest first; a new list whenever that changes. */
  public List<PriceList> of(TenantScope scope) {
    Known known = tenants.get(scope);
    if (known == null) {
      return List.of();
    }
    LocalDate today = today();
    return known.today().equals(today)
        ? known.holding()
        : tenants.merge(scope, known, (last, same) -> Known.on(today, last.all())).holding();
  }

  void put(TenantScope scope, PriceList list) {
    edit(scope, list.id(), list);
  }

  void remove(TenantScope scope, String id) {
    edit(scope, id, null);
  }

  private void edit(TenantScope scope, String id, @Nullable PriceList list) {
    tenants.compute(
        scope,
        (same, last) -> {
          Map<String, PriceList> all = last == null ? new TreeMap<>() : new TreeMap<>(last.all());
          all.remove(id);
          if (list != null) {
            all.put(id, list);
          }
          return Known.on(today(), all);
        });
  }

  private LocalDate today() {
    return LocalDate.ofInstant(time.now(), ZoneOffset.UTC);
  }
}
