package io.auterity.plugins.documents;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Cursor;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.documents.DocumentSearch;
import io.auterity.spi.documents.FieldOrder;
import io.auterity.spi.documents.FieldPath;
import io.auterity.spi.documents.FieldValue;
import io.auterity.spi.documents.StoredDocument;
import io.auterity.spi.shape.Shapes;
import io.auterity.toolkit.Cancelled;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.paging.PageLimit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * One page of a search: it looks at the documents of a collection and keeps what the page holds.
 */
final class Finding {

  static final PageLimit LIMIT = new PageLimit(50, 200);
  static final int MOST_LOOKED_AT = 100_000;
  private static final int MOST_BATCH = 200;
  private static final int LEAST_BATCH = 10;

  /** Bytes of a page or a batch, about. */
  static final long HEAVIEST = 10_000_000;

  private static final int MOST_ORDERS = 10;
  private static final Shapes SHAPES = Shapes.ofInputs();

  private final DocumentStore documentStore;
  private final String collection;
  private final FieldConditions conditions;
  private final List<Sorting> order;
  private final boolean downwards;
  private final int limit;
  private final Optional<Place> after;
  private long weight;
  private boolean heavy;

  private record Sorting(FieldPath path, boolean descending) {}

  /** Where a document stands among those found: the values that it is ordered by, then its id. */
  public record Place(List<FieldValue> values, String id) {}

  private record Found(Place place, DocumentRow document) {}

  Finding(DocumentStore documentStore, DocumentSearch search) {
    this.documentStore = documentStore;
    this.collection = DocumentName.collection("collection", search.collection());
    this.conditions = FieldConditions.of(search.where());
    List<FieldOrder> asked = search.order() == null ? List.of() : search.order();
    if (asked.size() > MOST_ORDERS) {
      throw Refusal.invalid("order", "must name at most %d fields".formatted(MOST_ORDERS));
    }
    this.downwards = !asked.isEmpty() && asked.getLast().descending();
    List<Sorting> sortings = new ArrayList<>();
    asked.forEach(each -> sortings.add(new Sorting(each.path(), each.descending())));
    conditions.ranged().stream()
        .filter(path -> sortings.stream().noneMatch(each -> each.path().equals(path)))
        .map(path -> new Sorting(path, downwards))
        .toList()
        .forEach(sortings::add);
    this.order = List.copyOf(sortings);
    this.limit = LIMIT.of(search.limit());
    this.after = Optional.ofNullable(search.cursor()).map(this::read);
  }

  Page<StoredDocument> page(Call call) {
    PriorityQueue<Found> best =
        new PriorityQueue<>(Comparator.comparing(Found::place, this::compare).reversed());
    String last = null;
    int asked = LEAST_BATCH;
    for (int seen = 0; ; seen += asked) {
      Cancelled.check(call);
      if (seen >= MOST_LOOKED_AT) {
        throw tooMany();
      }
      List<DocumentRow> batch = documentStore.some(collection, last, asked);
      batch.forEach(document -> consider(document, best));
      if (batch.size() < asked) {
        return cut(best);
      }
      last = batch.getLast().name().id();
      asked = next(asked, batch);
    }
  }

  private static int next(int asked, List<DocumentRow> batch) {
    long weight = batch.stream().mapToLong(DocumentRow::weight).sum();
    return weight * 2 > HEAVIEST
        ? Math.max(LEAST_BATCH, asked / 2)
        : Math.min(MOST_BATCH, asked * 2);
  }

  private void consider(DocumentRow document, PriorityQueue<Found> best) {
    Place place = place(document).orElse(null);
    if (place == null
        || !conditions.hold(document.fields())
        || after.filter(before -> compare(place, before) <= 0).isPresent()) {
      return;
    }
    best.add(new Found(place, document));
    weight += document.weight();
    while (best.size() > limit + 1 || (weight > HEAVIEST && best.size() > 1)) {
      heavy |= best.size() <= limit + 1;
      weight -= best.remove().document().weight();
    }
  }

  private Optional<Place> place(DocumentRow document) {
    List<FieldValue> values = new ArrayList<>();
    for (Sorting each : order) {
      Optional<FieldValue> value = new NestedFields(document.fields()).at(each.path());
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.add(value.get());
    }
    return Optional.of(new Place(values, document.name().id()));
  }

  private int compare(Place one, Place other) {
    for (int i = 0; i < order.size(); i++) {
      int byValue = ValueOrder.INSTANCE.compare(one.values().get(i), other.values().get(i));
      if (byValue != 0) {
        return order.get(i).descending() ? -byValue : byValue;
      }
    }
    int byId =
        ValueOrder.INSTANCE.compare(new FieldValue.Text(one.id()), new FieldValue.Text(other.id()));
    return downwards ? -byId : byId;
  }

  private Page<StoredDocument> cut(PriorityQueue<Found> best) {
    List<Found> found = new ArrayList<>(best);
    found.sort(Comparator.comparing(Found::place, this::compare));
    boolean more = heavy || found.size() > limit;
    List<Found> page = found.subList(0, Math.min(limit, found.size()));
    return new Page<>(
        page.stream().map(each -> each.document().told(documentStore.provider())).toList(),
        more ? new Cursor(SHAPES.write(page.getLast().place(), Place.class).toString()) : null);
  }

  private Place read(Cursor cursor) {
    Place place =
        (Place)
            SHAPES.read(
                JsonUtf8.read(cursor.value().getBytes(StandardCharsets.UTF_8)),
                Place.class,
                "the cursor");
    if (place.values().size() != order.size()) {
      throw Refusal.invalid("cursor", "is of a search in another order; begin without one");
    }
    return place;
  }

  private CallFailedException tooMany() {
    return Refusal.of(
        FailureCode.TOO_LARGE,
        "collection",
        "collection %s has more than %d documents, more than a query looks at"
            .formatted(collection, MOST_LOOKED_AT));
  }
}
