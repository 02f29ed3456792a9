package io.auterity.relay.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.CallGuard.Piece;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.spi.Change;
import io.auterity.spi.Json;
import io.auterity.spi.VaultSecret;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Each field of each request in which a text may stand is looked at: its words may be masked, or it
 * is a name in which a finding ends the call. A field that is new is looked at as well, or fails
 * here.
 */
class EveryTextTest {

  private static final String MARK = "MARKED-TEXT";

  /** Fields at which nobody looks, by what they are. */
  private static final Set<String> NEITHER =
      Set.of(
          // By which the platform itself finds who answers.
          "ChatRequest.model",
          "EmbeddingRequest.model",
          "ImageEdit.model",
          "ImageRequest.model",
          "ModerationRequest.model",
          "NewTuning.model",
          "ObjectRequest.model",
          "RerankRequest.model",
          "SpeechRequest.model",
          "TextToClassify.model",
          "TranscriptionRequest.model",
          "TranslationRequest.model",
          "TuningBill.model",
          "ModelGet.provider",
          "ModelPull.provider",
          "ModelQuery.provider",
          "NewModel.provider",
          "NewTuning.provider",
          "TuningQuery.provider",
          "Ref.provider",
          "Opaque.dialect",
          "Reasoning.dialect",
          "Tool.dialect",
          // Bytes and seals; text in a document's bytes has tests of its own.
          "Audio.base64",
          "File.base64",
          "Image.base64",
          "Reasoning.signature",
          // No vendor is sent them.
          "Candidate.token",
          "TokenLogprob.token");

  /** Fields that take no text but one of a certain form. */
  private static final Set<String> FORMED =
      Set.of(
          "Bytes.value",
          "DocumentCheck.revision",
          "DocumentListening.from",
          "DocumentUpdate.expected",
          "DocumentUpdate.remove",
          "DocumentWrite.expected",
          "DocumentWrite.remove",
          "FieldChange.field",
          "FieldFilter.field",
          "FieldOrder.field",
          "Float64.value",
          "Int64.value");

  private final Map<String, String> blind = new TreeMap<>();
  private final Set<String> seen = new TreeSet<>();
  private final Set<String> formed = new TreeSet<>();

  @Test
  void isLookedAtInWhateverFieldOfARequestItStands() {
    for (Capability capability : Catalogue.standard().all()) {
      Class<? extends Record> input = capability.input();
      for (Variant variant : marked(input, 0)) {
        check(capability.id(), variant);
      }
    }

    formed.removeAll(seen);
    assertThat(formed).isEqualTo(FORMED);
    assertThat(seen).hasSizeGreaterThan(200);
    assertThat(blind.keySet()).as(blind.toString()).isEqualTo(NEITHER);
  }

  private void check(String capability, Variant variant) {
    SpokenTexts texts = SpokenTexts.of((Record) variant.value());
    boolean said = texts.pieces().stream().anyMatch(EveryTextTest::isMarked);
    boolean named = texts.names().stream().anyMatch(EveryTextTest::isMarked);
    seen.add(variant.path());
    if (!said && !named) {
      blind.putIfAbsent(variant.path(), capability);
    }
    if (said) {
      Record other =
          texts.with(
              texts.pieces().stream().map(piece -> piece.text().replace(MARK, "*")).toList());
      assertThat(other.toString()).as(variant.path()).doesNotContain(MARK);
    }
  }

  private static boolean isMarked(Piece piece) {
    return piece.text().contains(MARK);
  }

  /**
   * A value that holds the mark at one place.
   *
   * @param path the record's component in which it stands
   */
  private record Variant(String path, Object value) {}

  // Of a record, one for each place in which a text may stand, all else as empty as can be.
  private List<Variant> marked(Class<?> type, int depth) {
    List<Variant> all = new ArrayList<>();
    if (depth > 6) {
      return all;
    }
    if (type.isSealed()) {
      for (Class<?> one : type.getPermittedSubclasses()) {
        all.addAll(marked(one, depth + 1));
      }
      return all;
    }
    if (!type.isRecord()) {
      return all;
    }
    RecordComponent[] components = type.getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      String path = type.getSimpleName() + "." + components[i].getName();
      for (Variant variant : of(components[i].getAnnotatedType(), path, depth)) {
        Object made = made(type, components, i, variant.value());
        if (made == null) {
          formed.add(variant.path());
        } else {
          all.add(new Variant(variant.path(), made));
        }
      }
    }
    return all;
  }

  private List<Variant> of(AnnotatedType annotated, String path, int depth) {
    Type type = annotated.getType();
    if (type == String.class) {
      return List.of(new Variant(path, MARK));
    }
    if (type == Json.Obj.class || type == Json.class) {
      return List.of(new Variant(path, Json.EMPTY.with("note", Json.of(MARK))));
    }
    if (type instanceof ParameterizedType generic
        && annotated instanceof AnnotatedParameterizedType arguments) {
      AnnotatedType last =
          arguments.getAnnotatedActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      return of(last, path, depth).stream()
          .map(
              one -> new Variant(one.path(), holding((Class<?>) generic.getRawType(), one.value())))
          .filter(one -> one.value() != EveryTextTest.class)
          .toList();
    }
    return type instanceof Class<?> plain ? marked(plain, depth + 1) : List.of();
  }

  private static Object holding(Class<?> type, Object value) {
    if (type == List.class) {
      return List.of(value);
    }
    if (type == Set.class) {
      return Set.of(value);
    }
    if (type == Map.class) {
      return Map.of("one", value);
    }
    if (type.getSimpleName().equals("Change")) {
      return Change.to(value);
    }
    return EveryTextTest.class;
  }

  private static @Nullable Object made(
      Class<?> type, RecordComponent[] components, int marked, Object value) {
    @Nullable Object[] arguments = new @Nullable Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      arguments[i] = i == marked ? value : least(components[i]);
    }
    return made(type, types, arguments);
  }

  private static @Nullable Object made(
      Class<?> type, Class<?>[] types, @Nullable Object[] arguments) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      return null;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static @Nullable Object least(RecordComponent component) {
    AnnotatedElement annotated = component.getAnnotatedType();
    return annotated.isAnnotationPresent(Nullable.class) ? null : least(component.getType());
  }

  private static @Nullable Object least(Class<?> type) {
    if (type.isPrimitive()) {
      return type == int.class
          ? (Object) 1
          : type == long.class ? (Object) 1L : Array.get(Array.newInstance(type, 1), 0);
    }
    if (type == String.class) {
      return "x";
    }
    if (type == List.class) {
      return List.of();
    }
    if (type == Map.class) {
      return Map.of();
    }
    if (type == Set.class) {
      return Set.of();
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    if (type == Json.Obj.class || type == Json.class) {
      return Json.EMPTY;
    }
    if (type.getSimpleName().equals("Change")) {
      return Change.clear();
    }
    if (type.isSealed()) {
      return least(type.getPermittedSubclasses()[0]);
    }
    if (type.isRecord()) {
      RecordComponent[] components = type.getRecordComponents();
      return made(type, components, -1, "");
    }
    if (type == VaultSecret.class) {
      return VaultSecret.named("x");
    }
    if (type == Duration.class) {
      return Duration.ofSeconds(1);
    }
    if (type.isInterface()) {
      return Proxy.newProxyInstance(
          type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> null);
    }
    if (type == Object.class) {
      return "x";
    }
    throw new AssertionError("cannot make any " + type);
  }
}
