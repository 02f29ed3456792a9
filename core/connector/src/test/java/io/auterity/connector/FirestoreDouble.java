package io.auterity.connector;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import io.auterity.spi.documents.FieldPath;
import java.net.URLDecoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in for Firestore, as its reference describes what the connector file asks of it. It
 * proves nothing of Firestore itself.
 */
final class FirestoreDouble implements Transport {

  private static final Pattern CALL = Pattern.compile("/v1/(.+?)(?::([a-zA-Z]+))?");
  private static final String WRITES = "writes";

  private final List<WireRequest> requests = new ArrayList<>();
  private final List<SortedMap<String, Json.Obj>> states = new ArrayList<>();
  private final Map<String, Map<String, String>> transactions = new HashMap<>();
  private final Map<String, Deque<Runnable>> before = new HashMap<>();

  FirestoreDouble() {
    states.add(new TreeMap<>());
  }

  private static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int code;
    private final String status;

    RefusedException(int code, String status) {
      this(code, status, "refused");
    }

    RefusedException(int code, String status, String message) {
      super(message);
      this.code = code;
      this.status = status;
    }

    Json.Obj body() {
      return object("code", Json.of(code))
          .with("message", Json.of(String.valueOf(getMessage())))
          .with("status", Json.of(status));
    }
  }

  /** Does that once, before the next request of a method that nothing is done before yet. */
  void before(String method, Runnable action) {
    before.computeIfAbsent(method, name -> new ArrayDeque<>()).add(action);
  }

  /** Refuses the next request of a method so. */
  void refuse(String method, int code, String status, String message) {
    before(
        method,
        () -> {
          throw new RefusedException(code, status, message);
        });
  }

  synchronized List<WireRequest> requests() {
    return List.copyOf(requests);
  }

  @Override
  public synchronized WireResponse send(WireRequest request, Call call) {
    if (!call.remaining().isPositive()) {
      throw new CallFailedException(FailureCode.TIMEOUT, "the deadline has passed");
    }
    if (call.cancelled()) {
      throw new CallFailedException(FailureCode.CANCELLED, "the caller has gone");
    }
    requests.add(request);
    Matcher asked = CALL.matcher(URLDecoder.decode(request.uri().getRawPath(), UTF_8));
    if (!asked.matches()) {
      throw new AssertionError(request.uri().toString());
    }
    Json.Obj body = (Json.Obj) new JsonReader(1_000_000).read(request.body());
    try {
      Runnable first = before.getOrDefault(asked.group(2), new ArrayDeque<>()).poll();
      if (first != null) {
        first.run();
      }
      return response(200, answer(asked.group(1), asked.group(2), body));
    } catch (RefusedException e) {
      Json error = object("error", e.body());
      boolean listed = List.of("batchGet", "runQuery").contains(asked.group(2));
      boolean busy = e.code == 429;
      Map<String, List<String>> headers = busy ? Map.of("retry-after", List.of("20")) : Map.of();
      return response(e.code, headers, listed ? new Json.Arr(List.of(error)) : error);
    }
  }

  private static WireResponse response(int status, Json body) {
    return response(status, Map.of(), body);
  }

  private static WireResponse response(int status, Map<String, List<String>> headers, Json body) {
    return new WireResponse(status, headers, body.toString().getBytes(UTF_8));
  }

  @Override
  public WireStream open(WireRequest request, Call call) {
    throw new UnsupportedOperationException("Firestore is asked for no stream");
  }

  private Json answer(String place, @Nullable String method, Json.Obj body) {
    return switch (method) {
      case "batchGet" -> batchGet(body);
      case "commit" -> commit(body);
      case "runQuery" -> runQuery(place, body);
      case "beginTransaction" -> object("transaction", Json.of(begun()));
      case "rollback" -> Json.EMPTY;
      case "listCollectionIds" -> collections(place, body);
      case null -> created(place, body);
      default -> throw new AssertionError(method);
    };
  }

  private String begun() {
    String id = "t" + transactions.size();
    transactions.put(id, new HashMap<>());
    return id;
  }

  private SortedMap<String, Json.Obj> asOf(@Nullable String time) {
    return time == null
        ? states.getLast()
        : states.get(Integer.parseInt(time.substring(time.indexOf('.') + 1, time.indexOf('Z'))));
  }

  private static String time(int state) {
    return "2026-03-04T05:06:07.%06dZ".formatted(state);
  }

  private String now() {
    return time(states.size() - 1);
  }

  private Json batchGet(Json.Obj body) {
    List<Json> answers = new ArrayList<>();
    String transaction = body.text("transaction");
    for (Json each : list(body, "documents")) {
      String name = string(each);
      Json.Obj found = asOf(body.text("readTime")).get(name);
      if (transaction != null) {
        String seen = found == null ? "" : String.valueOf(found.text("updateTime"));
        Objects.requireNonNull(transactions.get(transaction)).put(name, seen);
      }
      answers.add(
          (found == null ? object("missing", each) : object("found", found))
              .with("readTime", Json.of(now())));
    }
    return new Json.Arr(answers);
  }

  private Json commit(Json.Obj body) {
    String transaction = body.text("transaction");
    if (transaction != null) {
      Objects.requireNonNull(transactions.remove(transaction)).forEach(this::requireUnchanged);
    }
    SortedMap<String, Json.Obj> next = new TreeMap<>(states.getLast());
    List<Json> results = new ArrayList<>();
    String time = time(states.size());
    for (Json each : list(body, WRITES)) {
      Json.Obj write = (Json.Obj) each;
      boolean delete = write.text("delete") != null;
      apply(write, next, time);
      results.add(delete ? Json.EMPTY : object("updateTime", Json.of(time)));
    }
    states.add(next);
    return object("commitTime", Json.of(time)).with("writeResults", new Json.Arr(results));
  }

  private void requireUnchanged(String name, String seen) {
    Json.Obj now = states.getLast().get(name);
    if (!seen.equals(now == null ? "" : now.text("updateTime"))) {
      throw new RefusedException(409, "ABORTED");
    }
  }

  private static void apply(Json.Obj write, SortedMap<String, Json.Obj> documents, String time) {
    String deleted = write.text("delete");
    Json.Obj update = deleted == null ? child(write, "update") : Json.EMPTY;
    String name = deleted == null ? String.valueOf(update.text("name")) : deleted;
    Json.Obj before = documents.get(name);
    require(child(write, "currentDocument"), before);
    if (deleted != null) {
      documents.remove(name);
      return;
    }
    Json.Obj fields = child(update, "fields");
    if (write.get("updateMask") != null) {
      Json.Obj kept = before == null ? Json.EMPTY : child(before, "fields");
      for (Json path : list(child(write, "updateMask"), "fieldPaths")) {
        kept = masked(kept, fields, FieldPath.of(string(path)).names());
      }
      fields = kept;
    }
    documents.put(
        name,
        object("name", Json.of(name))
            .with("fields", fields)
            .with(
                "createTime",
                before == null ? Json.of(time) : Objects.requireNonNull(before.get("createTime")))
            .with("updateTime", Json.of(time)));
  }

  private static void require(Json.Obj precondition, Json.@Nullable Obj before) {
    Json exists = precondition.get("exists");
    String time = precondition.text("updateTime");
    if (Json.of(false).equals(exists) && before != null) {
      throw new RefusedException(409, "ALREADY_EXISTS");
    }
    if ((Json.of(true).equals(exists) || time != null) && before == null) {
      throw new RefusedException(404, "NOT_FOUND");
    }
    if (time != null && before != null && !time.equals(before.text("updateTime"))) {
      throw new RefusedException(400, "FAILED_PRECONDITION");
    }
  }

  private static Json.Obj masked(Json.Obj kept, Json.Obj fields, List<String> names) {
    String first = names.getFirst();
    Map<String, Json> made = new LinkedHashMap<>(kept.fields());
    Json value = fields.get(first);
    if (names.size() > 1) {
      Json.Obj inner =
          masked(inside(kept.get(first)), inside(value), names.subList(1, names.size()));
      if (value != null || !inside(kept.get(first)).equals(Json.EMPTY)) {
        made.put(first, object("mapValue", object("fields", inner)));
      }
    } else if (value == null) {
      made.remove(first);
    } else {
      made.put(first, value);
    }
    return new Json.Obj(made);
  }

  private static Json.Obj inside(@Nullable Json value) {
    return value instanceof Json.Obj held ? child(child(held, "mapValue"), "fields") : Json.EMPTY;
  }

  private Json created(String place, Json.Obj body) {
    String name = place + "/made" + states.size();
    commit(
        object(WRITES, new Json.Arr(List.of(object("update", body.with("name", Json.of(name)))))));
    return Objects.requireNonNull(states.getLast().get(name));
  }

  private Json runQuery(String parent, Json.Obj body) {
    List<Json> answers = new ArrayList<>();
    FirestoreSearch search = new FirestoreSearch(parent, child(body, "structuredQuery"));
    for (Json.Obj found : search.in(asOf(body.text("readTime")).values())) {
      answers.add(object("document", found).with("readTime", Json.of(now())));
    }
    return new Json.Arr(answers.isEmpty() ? List.of(object("readTime", Json.of(now()))) : answers);
  }

  private Json collections(String parent, Json.Obj body) {
    TreeSet<String> ids = new TreeSet<>();
    for (String name : states.getLast().keySet()) {
      if (name.startsWith(parent + "/")) {
        String path = name.substring(parent.length() + 1);
        ids.add(path.substring(0, path.indexOf('/')));
      }
    }
    String after = Objects.requireNonNullElse(body.text("pageToken"), "");
    int size = body.get("pageSize") instanceof Json.Int(long most) ? (int) most : 100;
    List<String> page = ids.tailSet(after, false).stream().limit(size).toList();
    Json.Obj told =
        page.isEmpty()
            ? Json.EMPTY
            : object("collectionIds", new Json.Arr(page.stream().<Json>map(Json::of).toList()));
    return !page.isEmpty() && !page.getLast().equals(ids.last())
        ? told.with("nextPageToken", Json.of(page.getLast()))
        : told;
  }

  private static Json.Obj object(String name, Json value) {
    return Json.EMPTY.with(name, value);
  }

  private static String string(Json value) {
    return ((Json.Str) value).value();
  }

  static Json.Obj child(Json.Obj value, String name) {
    return value.get(name) instanceof Json.Obj child ? child : Json.EMPTY;
  }

  static List<Json> list(Json.Obj value, String name) {
    return value.get(name) instanceof Json.Arr(List<Json> items) ? items : List.of();
  }
}
