#!/usr/bin/env python3
"""Checks an exported policy with a reader that shares no code with the exporter: Python's onnx package and numpy.

Usage: check.py policy.onnx policy.cases.json
Ends with 0 when the file is a valid ONNX model, every operator's result follows from the operator's definition, and
logits and values are those of the cases; with 1 and the reason otherwise."""
import json
import sys

import numpy
import onnx
from onnx import checker, helper, numpy_helper, shape_inference

model = onnx.load(sys.argv[1])
checker.check_model(model, full_check=True)
shape_inference.infer_shapes(model, strict_mode=True)
metadata = {entry.key: entry.value for entry in model.metadata_props}
graph = model.graph
inputs, actions = metadata["inputs"].split(","), metadata["actions"].split(",")
width = graph.input[0].type.tensor_type.shape.dim[1].dim_value
if len(inputs) != width or len(set(inputs)) != width:
    sys.exit(f"the metadata names {len(inputs)} inputs ({len(set(inputs))} different ones), the graph takes {width}")

with open(sys.argv[2]) as file:
    cases = json.load(file)
values = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
values[graph.input[0].name] = numpy.array(cases["inputs"], dtype=numpy.float32)


def gemm(a, b, c, alpha=1.0, beta=1.0, transA=0, transB=0):
    return alpha * ((a.T if transA else a) @ (b.T if transB else b)) + beta * c


operators = {
    "Sub": lambda a, b: a - b,
    "Mul": lambda a, b: a * b,
    "Clip": lambda x, low, high: numpy.clip(x, low, high),
    "Relu": lambda x: numpy.maximum(x, 0),
    "Gemm": gemm,
}
for node in graph.node:
    attributes = {attribute.name: helper.get_attribute_value(attribute) for attribute in node.attribute}
    values[node.output[0]] = operators[node.op_type](*[values[name] for name in node.input], **attributes)

worst = 0.0
for name, expected in (("logits", cases["logits"]), ("value", cases["values"])):
    expected = numpy.array(expected, dtype=numpy.float32)
    if values[name].shape != expected.shape:
        sys.exit(f"{name} has shape {values[name].shape}, the cases have {expected.shape}")
    worst = max(worst, float(numpy.max(numpy.abs(values[name] - expected))))
    if not numpy.allclose(values[name], expected, rtol=1e-4, atol=1e-4):
        sys.exit(f"{name} differs from the engine's by up to {numpy.max(numpy.abs(values[name] - expected)):g}; expected at most 1e-4")
print(f"onnx {onnx.__version__}: the model is valid; {len(cases['inputs'])} observations of {width} inputs, {len(actions)} actions: "
      f"logits and values differ from the engine's by at most {worst:.1e}")
