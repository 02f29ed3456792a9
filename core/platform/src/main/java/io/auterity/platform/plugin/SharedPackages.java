package io.auterity.platform.plugin;

import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that plugins share with the platform: the JDK, the spi and JSpecify. It is the parent of each
 * plugin's loader, so a plugin finds everything else only in its own jars.
 */
final class SharedPackages extends ClassLoader {

  private static final List<String> SHARED = List.of("io.auterity.spi.", "org.jspecify.");

  private final ClassLoader platform;

  SharedPackages(ClassLoader platform) {
    super("auterity-shared", getPlatformClassLoader());
    this.platform = platform;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (SHARED.stream().anyMatch(name::startsWith)) {
      return platform.loadClass(name);
    }
    throw new ClassNotFoundException(name);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    return null;
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    return Collections.emptyEnumeration();
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    return getParent().getResourceAsStream(name);
  }
}
