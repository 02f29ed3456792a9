/** Tools for authors of connector files: they need no server. */
@NullMarked
package io.auterity.author;

import org.jspecify.annotations.NullMarked;
