@NullMarked
package io.auterity.platform.resource;

import org.jspecify.annotations.NullMarked;
