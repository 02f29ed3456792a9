package io.auterity.plugins.git;

import io.auterity.spi.Documents.Document;
import io.auterity.spi.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.jspecify.annotations.Nullable;

/**
 * The refs that move, each told as an event.
 *
 * <p>A ref lies on the disk and its event in the database, so a move is written down before, and
 * told after it when the ref is seen to stand where it was to go. What a sudden end leaves written
 * down is told, or forgotten, before the repository is changed again and by the next check. All of
 * it takes exclusive access to the repository.
 */
record RefMoves(Host host) {

  static final String COLLECTION = "moving";

  /** Moves of one push that are told: each is up to two events. */
  static final int MOST = 50;

  private static final String MOVES = "moves";
  private static final String BY = "by";
  private static final String REF = "ref";
  private static final String BEFORE = "before";
  private static final String AFTER = "after";

  /** A move of a ref, which is absent where it points to {@link ObjectId#zeroId()}. */
  record Move(String ref, ObjectId before, ObjectId after) {

    private Json json() {
      return Json.EMPTY
          .with(REF, Json.of(ref))
          .with(BEFORE, Json.of(before.name()))
          .with(AFTER, Json.of(after.name()));
    }

    private static Move read(Json json) {
      Json.Obj body = (Json.Obj) json;
      return new Move(text(body, REF), id(body, BEFORE), id(body, AFTER));
    }

    private static ObjectId id(Json.Obj body, String field) {
      return ObjectId.fromString(text(body, field));
    }

    private static String text(Json.Obj body, String field) {
      return Objects.requireNonNull(body.text(field), field);
    }

    private boolean isDone(OpenRepository repository) throws IOException {
      Ref now = repository.git().exactRef(ref);
      ObjectId there = now == null ? null : now.getObjectId();
      return after.equals(there == null ? ObjectId.zeroId() : there);
    }
  }

  /** Writes down what is about to move. */
  void begin(OpenRepository repository, List<Move> moves) {
    Json all = Json.array(moves.stream().limit(MOST).map(Move::json).toList());
    String by = repository.by();
    Json.Obj body = Json.EMPTY.with(MOVES, all);
    Document noted =
        new Document(
            COLLECTION, repository.held().id(), by == null ? body : body.with(BY, Json.of(by)));
    host.documents().write(writer -> writer.addOrGet(noted, Map.of()));
  }

  /** Tells what was written down and is done, and forgets the rest. */
  void end(OpenRepository repository) throws IOException {
    String id = repository.held().id();
    Optional<Document> noted = host.documents().get(COLLECTION, id);
    if (noted.isEmpty()) {
      return;
    }
    List<Move> done = new ArrayList<>();
    if (noted.get().body().get(MOVES) instanceof Json.Arr(List<Json> moves)) {
      for (Json move : moves) {
        Move one = Move.read(move);
        if (one.isDone(repository)) {
          done.add(one);
        }
      }
    }
    @Nullable String by = noted.get().body().text(BY);
    host.documents()
        .write(
            writer -> {
              done.forEach(move -> GitEvents.moved(writer, repository.held().path(), move, by));
              writer.delete(COLLECTION, id);
              return id;
            });
  }
}
