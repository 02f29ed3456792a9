package io.auterity.spi.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.RecordAttribute;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * What manifests, values and exhaustive switches of plugins depend on, though no plugin is linked
 * by it: the components of records in their order, what is permitted, and the words of annotations.
 *
 * @param components of each record, by name
 * @param permitted of each sealed type
 * @param words of the annotations of each class, method and component
 */
record WireForm(
    Map<String, List<String>> components,
    Map<String, List<String>> permitted,
    Map<String, List<String>> words) {

  private static final String OURS = "Lio/auterity/spi/";

  /** For people to read. */
  private static final String DESCRIPTION = OURS + "Description;";

  static WireForm of(byte[] jar) {
    WireForm form = new WireForm(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    try (ZipInputStream classes = new ZipInputStream(new ByteArrayInputStream(jar))) {
      for (ZipEntry entry = classes.getNextEntry(); entry != null; entry = classes.getNextEntry()) {
        form.add(ClassFile.of().parse(classes.readAllBytes()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return form;
  }

  /** What a plugin that was made for this one takes wrongly in the newer one. */
  List<String> breaksIn(WireForm newer) {
    List<String> breaks = new ArrayList<>();
    components.forEach(
        (name, before) -> {
          List<String> now = new ArrayList<>(newer.components.getOrDefault(name, before));
          now.retainAll(before);
          if (!now.equals(before)) {
            breaks.add("%s: COMPONENTS_CHANGED, were %s".formatted(name, before));
          }
        });
    permitted.forEach(
        (name, before) -> {
          List<String> now = new ArrayList<>(newer.permitted.getOrDefault(name, before));
          now.removeAll(before);
          now.forEach(one -> breaks.add("%s: PERMITS_MORE, %s".formatted(name, one)));
        });
    words.forEach(
        (name, before) -> {
          List<String> gone = new ArrayList<>(before);
          gone.removeAll(newer.words.getOrDefault(name, List.of()));
          gone.forEach(one -> breaks.add("%s: ANNOTATION_CHANGED, was %s".formatted(name, one)));
        });
    return breaks;
  }

  private void add(ClassModel type) {
    String name = type.thisClass().asInternalName().replace('/', '.');
    note(name, type);
    for (MethodModel method : type.methods()) {
      note("%s.%s%s".formatted(name, method.methodName(), method.methodType()), method);
    }
    type.findAttribute(Attributes.permittedSubclasses())
        .ifPresent(
            all ->
                permitted.put(
                    name,
                    all.permittedSubclasses().stream()
                        .map(one -> one.asInternalName().replace('/', '.'))
                        .toList()));
    type.findAttribute(Attributes.record()).ifPresent(all -> addComponents(name, all));
  }

  private void addComponents(String name, RecordAttribute all) {
    List<String> names = new ArrayList<>();
    for (RecordComponentInfo component : all.components()) {
      names.add(component.name().stringValue());
      note(name + "." + component.name(), component);
    }
    components.put(name, names);
  }

  private void note(String name, AttributedElement element) {
    List<String> said =
        element.findAttribute(Attributes.runtimeVisibleAnnotations()).stream()
            .flatMap(all -> all.annotations().stream())
            .filter(one -> one.className().stringValue().startsWith(OURS))
            .filter(one -> !one.className().equalsString(DESCRIPTION))
            .flatMap(one -> words(one).stream())
            .toList();
    if (!said.isEmpty()) {
      words.put(name, said);
    }
  }

  private static List<String> words(Annotation annotation) {
    List<String> words = new ArrayList<>();
    words.add("@" + annotation.classSymbol().displayName());
    for (AnnotationElement element : annotation.elements()) {
      if (element.name().equalsString("summary")) {
        continue; // For people to read.
      }
      words.add("%s %s=%s".formatted(words.getFirst(), element.name(), word(element.value())));
    }
    return words;
  }

  private static String word(AnnotationValue value) {
    return switch (value) {
      case AnnotationValue.OfConstant constant -> String.valueOf(constant.resolvedValue());
      case AnnotationValue.OfEnum word -> word.constantName().stringValue();
      case AnnotationValue.OfClass type -> type.className().stringValue();
      case AnnotationValue.OfArray all ->
          all.values().stream().map(WireForm::word).toList().toString();
      case AnnotationValue.OfAnnotation inner -> words(inner.annotation()).toString();
    };
  }
}
