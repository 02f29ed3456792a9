/** The smallest complete plugin; its README explains it class by class. */
@NullMarked
package io.auterity.plugins.example;

import org.jspecify.annotations.NullMarked;
