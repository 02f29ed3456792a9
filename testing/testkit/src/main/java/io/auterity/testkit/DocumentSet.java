package io.auterity.testkit;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Documents.Added;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Documents.RaisedEvent;
import io.auterity.spi.Documents.Writer;
import io.auterity.spi.FailureCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Documents, their unique keys and the sequences at one moment. */
final class DocumentSet implements Writer {

  private final Map<Place, Document> documents = new LinkedHashMap<>();
  private final Map<Place, Long> positions = new HashMap<>();
  private final Map<Place, Long> gone = new HashMap<>();
  private final Map<UniqueKey, Place> keys = new HashMap<>();
  private final Map<String, Long> sequences = new HashMap<>();
  private final List<RaisedEvent> raised = new ArrayList<>();
  private long latest;

  private record Place(String collection, String id) {}

  private record UniqueKey(String collection, String name, String value) {}

  DocumentSet copy() {
    DocumentSet copy = new DocumentSet();
    copy.documents.putAll(documents);
    copy.positions.putAll(positions);
    copy.gone.putAll(gone);
    copy.latest = latest;
    copy.keys.putAll(keys);
    copy.sequences.putAll(sequences);
    copy.raised.addAll(raised);
    return copy;
  }

  /** Those of a collection behind a document that is there, or was. */
  Stream<Document> stream(String collection, @Nullable String after) {
    long position = after == null ? 0 : position(new Place(collection, after));
    return documents.entrySet().stream()
        .filter(each -> each.getKey().collection().equals(collection))
        .filter(each -> standing(each.getKey()) > position)
        .sorted(Comparator.comparingLong(each -> standing(each.getKey())))
        .map(Map.Entry::getValue);
  }

  private long standing(Place place) {
    return Objects.requireNonNull(positions.get(place));
  }

  private long position(Place place) {
    return Stream.of(positions, gone)
        .map(places -> places.get(place))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow(
            () ->
                new CallFailedException(
                    FailureCode.INVALID,
                    "no list of %s goes on after '%s'".formatted(place.collection(), place.id())));
  }

  @Override
  public Optional<Document> get(String collection, String id) {
    return Optional.ofNullable(documents.get(new Place(collection, id)));
  }

  @Override
  public Optional<Document> find(String collection, String key, String value) {
    return Optional.ofNullable(keys.get(new UniqueKey(collection, key, value))).map(documents::get);
  }

  @Override
  public Added addOrGet(Document document, Map<String, String> uniqueKeys) {
    Optional<Document> holder =
        uniqueKeys.entrySet().stream()
            .flatMap(k -> find(document.collection(), k.getKey(), k.getValue()).stream())
            .findFirst();
    if (holder.isPresent()) {
      return new Added(holder.get(), false);
    }
    add(document, uniqueKeys);
    return new Added(document, true);
  }

  private void add(Document document, Map<String, String> uniqueKeys) {
    Place place = new Place(document.collection(), document.id());
    if (documents.putIfAbsent(place, document) != null) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "%s already holds %s".formatted(document.collection(), document.id()));
    }
    Long before = gone.remove(place);
    positions.put(place, before == null ? ++latest : before);
    uniqueKeys.forEach(
        (name, value) -> keys.put(new UniqueKey(document.collection(), name, value), place));
  }

  @Override
  public void put(Document document) {
    Place place = new Place(document.collection(), document.id());
    if (documents.replace(place, document) == null) {
      throw new CallFailedException(
          FailureCode.NOT_FOUND, "%s holds no %s".formatted(document.collection(), document.id()));
    }
  }

  @Override
  public void delete(String collection, String id) {
    Place place = new Place(collection, id);
    documents.remove(place);
    Long position = positions.remove(place);
    if (position != null) {
      gone.put(place, position);
    }
    keys.values().removeIf(place::equals);
  }

  @Override
  public long next(String sequence) {
    return sequences.merge(sequence, 1L, Long::sum);
  }

  @Override
  public void raise(RaisedEvent event) {
    raised.add(event);
  }

  List<RaisedEvent> raised() {
    return List.copyOf(raised);
  }
}
