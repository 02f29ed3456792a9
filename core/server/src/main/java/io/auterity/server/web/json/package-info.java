/** JSON on the wire, and small values that stand in many answers. */
@NullMarked
package io.auterity.server.web.json;

import org.jspecify.annotations.NullMarked;
