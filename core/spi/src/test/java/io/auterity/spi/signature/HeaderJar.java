package io.auterity.spi.signature;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.Attribute;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Classes without what they do: the same signatures make the same bytes. */
final class HeaderJar {

  private static final LocalDateTime ALWAYS = LocalDateTime.of(2026, 1, 1, 0, 0);
  private static final String CLASS = ".class";

  /** What nothing of a plugin depends on. */
  private static final Set<String> UNREAD =
      Set.of(
          "SourceFile",
          "MethodParameters",
          "NestMembers",
          "NestHost",
          "RuntimeVisibleTypeAnnotations",
          "RuntimeVisibleParameterAnnotations",
          "BootstrapMethods",
          "EnclosingMethod");

  private HeaderJar() {}

  /** All classes of a folder that others may see, in the order of their names. */
  static byte[] of(Path classes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream jar = new ZipOutputStream(bytes);
        Stream<Path> files = Files.walk(classes)) {
      jar.setLevel(Deflater.NO_COMPRESSION); // Pressed as a whole, it is a quarter of the size.
      List<Path> sorted = files.filter(file -> file.toString().endsWith(CLASS)).sorted().toList();
      for (Path file : sorted) {
        add(jar, classes.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    return bytes.toByteArray();
  }

  /** Writes what {@link #read} reads. */
  static void write(Path file, byte[] jar) throws IOException {
    try (OutputStream pressed = new GZIPOutputStream(Files.newOutputStream(file))) {
      pressed.write(jar);
    }
  }

  static byte[] read(Path file) throws IOException {
    try (InputStream pressed = new GZIPInputStream(Files.newInputStream(file))) {
      return pressed.readAllBytes();
    }
  }

  private static void add(ZipOutputStream jar, String name, byte[] whole) throws IOException {
    ClassFile format = ClassFile.of(ClassFile.ConstantPoolSharingOption.NEW_POOL);
    ClassModel model = format.parse(whole);
    if (name.matches(".*\\$[0-9].*")) {
      return;
    }
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(ALWAYS);
    jar.putNextEntry(entry);
    jar.write(format.transformClass(model, headers()));
    jar.closeEntry();
  }

  private static ClassTransform headers() {
    return ClassTransform.dropping(HeaderJar::isInside)
        .andThen(
            ClassTransform.transformingMethods(
                MethodTransform.dropping(
                    element -> element instanceof CodeModel || isUnread(element))));
  }

  private static boolean isInside(ClassElement element) {
    return switch (element) {
      case MethodModel method -> isHidden(method.flags().flags());
      case FieldModel field -> isHidden(field.flags().flags());
      case Attribute<?> attribute -> isUnread(attribute);
      default -> false;
    };
  }

  private static boolean isUnread(Object element) {
    return element instanceof Attribute<?> attribute
        && UNREAD.contains(attribute.attributeName().stringValue());
  }

  private static boolean isHidden(Set<AccessFlag> flags) {
    return flags.contains(AccessFlag.SYNTHETIC)
        || !(flags.contains(AccessFlag.PUBLIC) || flags.contains(AccessFlag.PROTECTED));
  }
}
