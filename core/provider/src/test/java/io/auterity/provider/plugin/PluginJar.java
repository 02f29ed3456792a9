package io.auterity.provider.plugin;

import io.auterity.spi.ConnectorPreset;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Makes plugin jars from source text, with the compiler of the running JDK. */
public final class PluginJar {

  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  /** Kept, because it remembers what it has read of the class path. */
  private static final JavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);

  /** By their sources, for many tests install the same. */
  private static final Map<Map<String, String>, Map<String, byte[]>> COMPILED =
      new ConcurrentHashMap<>();

  private final Map<String, String> sources = new TreeMap<>();
  private final Map<String, String> presets = new TreeMap<>();
  private String manifest = "";

  /** The text of {@code META-INF/auterity/plugin.yaml}. */
  public PluginJar manifest(String yaml) {
    manifest = yaml;
    return this;
  }

  /** A file of a preset. */
  public PluginJar preset(String id, String yaml) {
    presets.put(id, yaml);
    return this;
  }

  /** A class; it may use the JDK and the spi. */
  public PluginJar source(String className, String text) {
    sources.put(className, text);
    return this;
  }

  /** Writes the jar. */
  public Path write(Path jar) {
    try {
      Files.createDirectories(jar.getParent());
      try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
        if (!manifest.isEmpty()) {
          entry(zip, PluginFiles.MANIFEST, manifest.getBytes(StandardCharsets.UTF_8));
        }
        for (Map.Entry<String, String> preset : presets.entrySet()) {
          entry(
              zip,
              ConnectorPreset.FOLDER + preset.getKey() + ".yaml",
              preset.getValue().getBytes(StandardCharsets.UTF_8));
        }
        for (Map.Entry<String, byte[]> file : classes(jar).entrySet()) {
          entry(zip, file.getKey(), file.getValue());
        }
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, byte[]> classes(Path jar) {
    return COMPILED.computeIfAbsent(Map.copyOf(sources), all -> compiled(all, jar));
  }

  private static Map<String, byte[]> compiled(Map<String, String> sources, Path jar) {
    Map<String, byte[]> files = new TreeMap<>();
    if (sources.isEmpty()) {
      return files;
    }
    try {
      Path classes = Files.createTempDirectory(jar.getParent(), "classes");
      compile(sources, classes);
      for (Path file : classFiles(classes)) {
        files.put(classes.relativize(file).toString(), Files.readAllBytes(file));
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void compile(Map<String, String> sources, Path classes) {
    StringWriter messages = new StringWriter();
    List<JavaFileObject> units = new ArrayList<>();
    sources.forEach((name, text) -> units.add(new Source(name, text)));
    boolean compiled =
        COMPILER
            .getTask(
                messages,
                FILES,
                null,
                List.of("-d", classes.toString(), "-proc:none", "-cp", classPath()),
                null,
                units)
            .call();
    if (!compiled) {
      throw new IllegalArgumentException(messages.toString());
    }
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  private static List<Path> classFiles(Path classes) throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String className, String text) {
      super(URI.create("string:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
