package io.auterity.relay.guard;

import io.auterity.platform.call.CallGuard.Piece;
import io.auterity.platform.call.CallGuard.Place;
import io.auterity.platform.json.JsonReader;
import io.auterity.relay.field.RecordFields;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Tool;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that is said in a record, of whatever operation, in the order in which it stands there: its
 * texts, those of JSON in it, and those of JSON that stands in a text, as arguments of tools do.
 * Names by which machines find things are no words, nor are bytes.
 */
// What comes back as the very object was not changed; to compare it as a value would cost a walk.
@SuppressWarnings("ReferenceEquality")
public final class SpokenTexts {

  private static final JsonReader READER = new JsonReader(Integer.MAX_VALUE);

  /** Where a JSON Schema has words for whoever reads it. */
  private static final Set<String> DESCRIBES = Set.of("description", "title", "$comment");

  private final Record root;
  private final List<Piece> pieces = new ArrayList<>();
  private Iterator<String> judged = List.<String>of().iterator();

  private SpokenTexts(Record root) {
    this.root = root;
  }

  /** Gathers them. */
  public static SpokenTexts of(Record said) {
    SpokenTexts texts = new SpokenTexts(said);
    texts.record(said, Place.WORDS, true);
    return texts;
  }

  public List<Piece> pieces() {
    return pieces;
  }

  /**
   * Whether any of these is another than stands there.
   *
   * @param texts one for each piece
   */
  public boolean differ(List<String> texts) {
    for (int i = 0; i < texts.size(); i++) {
      if (!texts.get(i).equals(pieces.get(i).text())) {
        return true;
      }
    }
    return false;
  }

  /**
   * The record with other texts in their places; the same record where none is another.
   *
   * @param texts one for each piece
   */
  public Record with(List<String> texts) {
    if (!differ(texts)) {
      return root;
    }
    judged = texts.iterator();
    return record(root, Place.WORDS, false);
  }

  // One walk for both: what is gathered and what is put back stand in the same order.
  private String text(String text, Place place, boolean gather) {
    return text(new Piece(place, text), gather);
  }

  private String text(Piece piece, boolean gather) {
    if (gather) {
      pieces.add(piece);
      return piece.text();
    }
    return judged.next();
  }

  private @Nullable Object value(@Nullable Object value, Place place, boolean gather) {
    return switch (value) {
      case null -> null;
      case String text -> text(text, place, gather);
      case Json json -> json(json, Spot.of(place), gather);
      case Part.Opaque own -> opaque(own, place, gather);
      case io.auterity.spi.Content bytes -> bytes;
      case Part.Image picture -> picture(picture, place, gather);
      case Part.Audio sound -> sound;
      case Part.File file -> file(file, gather);
      case Part.Reasoning thought -> thought(thought, place, gather);
      case Part.ToolCall call -> toolCall(call, gather);
      case Part.Logprobs tokens -> logprobs(tokens, gather);
      case Part.ToolResult result -> record(result, Place.TOLD, gather);
      case Tool tool -> tool(tool, gather);
      case Record record -> record(record, place, gather);
      case List<?> items -> list(items, place, gather);
      case Map<?, ?> map -> map(map, place, gather);
      default -> value;
    };
  }

  private Record record(Record record, Place place, boolean gather) {
    RecordFields fields = RecordFields.of(record);
    @Nullable Object[] values = fields.values(record);
    boolean changed = false;
    for (int i = 0; i < values.length; i++) {
      if (!Spot.NO_WORDS.contains(fields.name(i))) {
        Object other = value(values[i], place, gather);
        changed |= other != values[i];
        values[i] = other;
      }
    }
    return changed ? fields.with(values) : record;
  }

  // Tokens say what the text says, which is judged; of a text that is another now they are gone.
  private static Part logprobs(Part.Logprobs tokens, boolean gather) {
    return gather ? tokens : new Part.Logprobs(List.of());
  }

  // Whoever signed a thought takes no other back, so one that is changed goes without signature.
  private Part thought(Part.Reasoning thought, Place place, boolean gather) {
    if (thought.text() == null) {
      return thought;
    }
    String text = text(thought.text(), place, gather);
    return text.equals(thought.text()) ? thought : new Part.Reasoning(text, null, null);
  }

  // A document that is text says what it says, as one that was pasted would, however it is read.
  // What stands beside its bytes, such as a title, goes to the model as well.
  private Part file(Part.File file, boolean gather) {
    String name = file.name() == null ? null : text(file.name(), Place.TOLD, gather);
    Part.File other = file;
    for (String plain : DocumentWords.texts(file)) {
      String text = text(plain, Place.TOLD, gather);
      if (other == file && !text.equals(plain)) {
        other = DocumentWords.of(file, text);
      }
    }
    Map<String, Json.Obj> extra = extra(file.extra(), Place.TOLD, gather);
    return other == file && Objects.equals(name, file.name()) && extra == file.extra()
        ? file
        : new Part.File(name, other.url(), other.mediaType(), other.base64(), extra);
  }

  // The address and the bytes are none; what was added may be sent instead of both.
  private Part picture(Part.Image picture, Place place, boolean gather) {
    Map<String, Json.Obj> extra = extra(picture.extra(), place, gather);
    return extra == picture.extra()
        ? picture
        : new Part.Image(picture.url(), picture.mediaType(), picture.base64(), extra);
  }

  private Part toolCall(Part.ToolCall call, boolean gather) {
    String arguments = structured(call.arguments(), Spot.of(Place.TOOL), gather);
    Map<String, Json.Obj> extra = extra(call.extra(), Place.TOOL, gather);
    return arguments.equals(call.arguments()) && extra == call.extra()
        ? call
        : new Part.ToolCall(call.id(), call.name(), arguments, extra);
  }

  // Fields of the dialects' own, which a vendor may be sent in the place of all else.
  private @Nullable Map<String, Json.Obj> extra(
      @Nullable Map<String, Json.Obj> extra, Place place, boolean gather) {
    if (extra == null) {
      return null;
    }
    Map<String, Json.Obj> others = new LinkedHashMap<>();
    boolean changed = false;
    for (Map.Entry<String, Json.Obj> own : extra.entrySet()) {
      Json.Obj other = (Json.Obj) json(own.getValue(), Spot.vendor(place), gather);
      changed |= other != own.getValue();
      others.put(own.getKey(), other);
    }
    return changed ? others : extra;
  }

  private Tool tool(Tool tool, boolean gather) {
    String description =
        tool.description() == null ? null : text(tool.description(), Place.TOOL, gather);
    Json.Obj parameters = (Json.Obj) described(tool.parameters(), gather);
    Map<String, Json.Obj> extra =
        tool.dialect() == null ? tool.extra() : extra(tool.extra(), Place.TOOL, gather);
    return Objects.equals(description, tool.description())
            && parameters == tool.parameters()
            && extra == tool.extra()
        ? tool
        : new Tool(
            tool.name(),
            description,
            parameters,
            extra,
            tool.cachePoint(),
            tool.strict(),
            tool.dialect());
  }

  // What a schema says to whoever reads it, and none of what it asks.
  private Json described(Json schema, boolean gather) {
    return switch (schema) {
      case Json.Obj(Map<String, Json> fields) -> {
        Map<String, Json> others = new LinkedHashMap<>();
        boolean changed = false;
        for (Map.Entry<String, Json> field : fields.entrySet()) {
          boolean says = field.getValue() instanceof Json.Str && DESCRIBES.contains(field.getKey());
          Json other =
              says
                  ? json(field.getValue(), Spot.of(Place.TOOL), gather)
                  : described(field.getValue(), gather);
          changed |= other != field.getValue();
          others.put(field.getKey(), other);
        }
        yield changed ? Json.object(others) : schema;
      }
      case Json.Arr(List<Json> items) -> {
        List<Json> others = items.stream().map(item -> described(item, gather)).toList();
        yield unchanged(items, others) ? schema : Json.array(others);
      }
      default -> schema;
    };
  }

  private List<?> list(List<?> items, Place place, boolean gather) {
    List<@Nullable Object> others = new ArrayList<>(items.size());
    boolean changed = false;
    for (Object item : items) {
      Object other = value(item, place, gather);
      changed |= other != item;
      others.add(other);
    }
    return changed ? others : items;
  }

  private Map<?, ?> map(Map<?, ?> map, Place place, boolean gather) {
    Map<Object, @Nullable Object> others = new LinkedHashMap<>();
    boolean changed = false;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      boolean words = !(entry.getKey() instanceof String name && Spot.NO_WORDS.contains(name));
      Object value = entry.getValue();
      Object other = words ? value(value, place, gather) : value;
      changed |= other != value;
      others.put(entry.getKey(), other);
    }
    return changed ? others : map;
  }

  // What only its vendor understands: whatever is no name for a machine may be words.
  private Part opaque(Part.Opaque own, Place place, boolean gather) {
    boolean tool = place == Place.TOOL || place == Place.TOLD;
    Spot spot = tool ? Spot.vendor(place) : VendorItem.spot(own.value());
    Json other = json(own.value(), spot, gather);
    return other == own.value() ? own : new Part.Opaque(own.dialect(), other);
  }

  private Json json(Json value, Spot spot, boolean gather) {
    return switch (value) {
      case Json.Str(String text) -> {
        String other = structured(text, spot, gather);
        yield other.equals(text) ? value : Json.of(other);
      }
      case Json.Int number -> number(number, spot.place(), gather);
      case Json.Dec number -> number;
      case Json.Arr(List<Json> items) -> {
        List<Json> others = new ArrayList<>(items.size());
        items.forEach(item -> others.add(json(item, spot, gather)));
        yield unchanged(items, others) ? value : Json.array(others);
      }
      case Json.Obj object when spot.vendors() -> vendor(object, spot, gather);
      case Json.Obj object -> object(object, spot, gather);
      case Json.Bool bool -> bool;
      case Json.Null none -> none;
    };
  }

  // What stands there may be read as it stands, and the documents in it as what they decode to. A
  // document that changed goes out instead of both; so does none of its type's words, if they did.
  private Json.Obj vendor(Json.Obj object, Spot spot, boolean gather) {
    List<VendorItem.Document> documents = VendorItem.documents(object);
    List<Part.File> decoded =
        documents.stream().map(document -> (Part.File) file(document.file(), gather)).toList();
    Json.Obj read = object(object, spot, gather);
    Json.Obj other = read;
    for (int i = 0; i < decoded.size(); i++) {
      VendorItem.Document document = documents.get(i);
      Part.File file = decoded.get(i);
      if (file != document.file()) {
        boolean same = Objects.equals(read.text(document.field()), object.text(document.field()));
        other = document.with(other, same ? file : DocumentWords.untyped(file));
      }
    }
    return other;
  }

  private Json.Obj object(Json.Obj object, Spot spot, boolean gather) {
    Map<String, Json> others = new LinkedHashMap<>();
    boolean changed = false;
    for (Map.Entry<String, Json> field : object.fields().entrySet()) {
      boolean words = spot.reads(field.getKey(), object);
      Json other = words ? json(field.getValue(), spot, gather) : field.getValue();
      changed |= other != field.getValue();
      String name = field.getKey();
      if (spot.names()) {
        name = text(new Piece(spot.place(), field.getKey(), true), gather);
        changed |= !name.equals(field.getKey());
      }
      others.put(name, other);
    }
    return changed ? Json.object(others) : object;
  }

  // A number may be that of a card; one that is replaced is a text from then on.
  private Json number(Json.Int number, Place place, boolean gather) {
    String written = number.toString();
    String text = text(new Piece(place, written, true), gather);
    return text.equals(written) ? number : Json.of(text);
  }

  private static boolean unchanged(List<Json> items, List<Json> others) {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) != others.get(i)) {
        return false;
      }
    }
    return true;
  }

  // Text that is JSON itself is looked at as what it says: written in JSON, words have marks.
  private String structured(String text, Spot spot, boolean gather) {
    String body = text.strip();
    if (body.isEmpty() || "{[\"".indexOf(body.charAt(0)) < 0) {
      return text(text, spot.place(), gather);
    }
    Json inner = structure(body);
    if (inner == null) {
      // Another reader may be able to.
      String plain = Escapes.undone(text);
      String other = text(plain, spot.place(), gather);
      return other.equals(plain) ? text : other;
    }
    Json other = json(inner, spot.written(), gather);
    return other == inner ? text : other.toString();
  }

  private static @Nullable Json structure(String text) {
    try {
      return READER.read(text.getBytes(StandardCharsets.UTF_8));
    } catch (CallFailedException e) {
      return null;
    }
  }
}
