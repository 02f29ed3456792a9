/** Connectors as data: a file, checked whole and compiled, is what a plugin's jar would bring. */
@NullMarked
package io.auterity.connector;

import org.jspecify.annotations.NullMarked;
