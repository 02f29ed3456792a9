/** The parts of the server: what each contributes, and the foundation of all. */
@NullMarked
package io.auterity.server.part;

import org.jspecify.annotations.NullMarked;
