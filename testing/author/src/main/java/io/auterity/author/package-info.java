/** Tools for whoever writes a connector file: they need no server. */
@NullMarked
package io.auterity.author;

import org.jspecify.annotations.NullMarked;
