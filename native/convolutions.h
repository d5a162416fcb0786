// Whether the fast convolutions of the libtorch underneath are right on this processor.
#pragma once

// Compares oneDNN's convolutions and their gradients with libtorch's own, once in a process, and has oneDNN left out of
// it from then on where they differ. Some do: oneDNN 3.7 (libtorch 2.10) leaves out parts of the gradient by a
// convolution's input on some processors, and says nothing. On a CUDA device they are of single precision: no TF32.
bool convolutions_are_right();
