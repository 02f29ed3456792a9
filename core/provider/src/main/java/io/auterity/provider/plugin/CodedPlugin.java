package io.auterity.provider.plugin;

import io.auterity.spi.Plugin;

/** A plugin of a file, for single operations of which the file names classes. */
public interface CodedPlugin extends Plugin {

  /**
   * The same with its classes.
   *
   * @throws PluginRefusedException when one is not there, or does not do what the file says
   */
  Plugin with(ClassLoader classes);
}
