/** Loads plugins, lets their versions follow one another, and keeps their failures inside. */
@NullMarked
package io.auterity.provider.plugin;

import org.jspecify.annotations.NullMarked;
