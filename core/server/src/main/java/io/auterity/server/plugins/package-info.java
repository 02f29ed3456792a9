/** The plugins of this installation: what is there, and reading their folder again. */
@NullMarked
package io.auterity.server.plugins;

import org.jspecify.annotations.NullMarked;
